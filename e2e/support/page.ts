/** The page as a person finds it: its regions and controls by role and name. */
import { expect } from '@playwright/test';
import type { JSHandle, Locator, Page } from '@playwright/test';
import type { Spikeground } from '#app/scripting.ts';

/** `window.spikeground` of the page; gone after a reload. */
export type Lab = JSHandle<Spikeground>;

/** Opens the page, with a fragment if given, and waits until its first document can be trained. */
export async function openPage(page: Page, fragment = ''): Promise<Lab> {
  await page.goto(fragment === '' ? './' : `./#${fragment}`);
  return labOf(page);
}

export async function labOf(page: Page): Promise<Lab> {
  await page.waitForFunction(() => (window.spikeground?.backend() ?? null) !== null, null, {
    timeout: 30_000,
  });
  return page.evaluateHandle(() => {
    if (window.spikeground === undefined) throw new Error('the page has no spikeground');
    return window.spikeground;
  });
}

export const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });

export const network = (page: Page): Locator => panel(page, 'Network');

/** The card of a layer on the canvas. */
export const card = (page: Page, layerName: string): Locator =>
  network(page).getByRole('group', { name: new RegExp(`^${layerName}, `) });

/** The line of a connection on the canvas. */
export const line = (page: Page, from: string, to: string): Locator =>
  network(page).getByRole('img', { name: `${from} → ${to}`, exact: true });

/** A field or button beside the network. */
export const inspector = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Inspector' });

export const status = (page: Page): Locator =>
  page.getByRole('status', { name: 'Training status' });

/** A card over the page that says what happened. */
export const notice = (page: Page, text: string | RegExp): Locator =>
  panel(page, 'Notices').getByRole('article').filter({ hasText: text });

export const experiment = (lab: Lab) => lab.evaluate((spikeground) => spikeground.experiment());

export const metrics = (lab: Lab) => lab.evaluate((spikeground) => spikeground.metrics());

/** Trains so many updates by script and gives the metrics after them. */
export const trainUpdates = (lab: Lab, updates: number) =>
  lab.evaluate((spikeground, amount) => spikeground.train({ updates: amount }), updates);

/** "Input → Hidden" for each connection, by the names of the layers. */
export async function connections(lab: Lab): Promise<string[]> {
  const { layers, connections } = (await experiment(lab)).network;
  const nameOf = (id: string): string => layers.find((layer) => layer.id === id)?.name ?? id;
  return connections.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`).toSorted();
}

export async function layerNames(lab: Lab): Promise<string[]> {
  return (await experiment(lab)).network.layers.map(({ name }) => name).toSorted();
}

/** A hash of what a panel shows: all its canvases, the plot and what floats over it. */
export function picture(panel: Locator): Promise<string> {
  return panel.evaluate(async (element) => {
    const canvases = [...element.querySelectorAll('canvas')];
    if (canvases.length === 0) throw new Error('no canvas here');
    const pixels = canvases.map((canvas) => canvas.toDataURL()).join(' ');
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pixels));
    return Array.from(new Uint8Array(hash).slice(0, 8), (byte) => byte.toString(16)).join('');
  });
}

/** Waits until a picture has stayed the same for a while, and returns it. */
export async function restingPicture(panel: Locator): Promise<string> {
  let before = '';
  await expect
    .poll(
      async () => {
        const now = await picture(panel);
        const rests = now === before;
        before = now;
        return rests;
      },
      { intervals: [150, 150, 250, 250, 500], message: 'a picture at rest' },
    )
    .toBe(true);
  return before;
}

export async function box(target: Locator) {
  const found = await target.boundingBox();
  if (found === null) throw new Error('what was to be measured is not on the page');
  const { x, y, width, height } = found;
  return { x, y, width, height, centre: { x: x + width / 2, y: y + height / 2 } };
}

/** Presses the pointer at one point and lets go at another, moving in steps as a hand does. */
export async function drag(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}
