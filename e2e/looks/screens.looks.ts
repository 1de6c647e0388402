/** Every screen as a person first sees it, after the same few updates of the same seed. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { box, drag, openPage, panel, status, trainUpdates } from '../support/page.ts';
import type { Lab } from '../support/page.ts';
import { test } from '../support/test.ts';

const UPDATES = 200;

test('the main screen and its panels look as they did', async ({ page }) => {
  const lab = await openPage(page);
  await look(page, 'start');
  await trainUpdates(lab, UPDATES);
  await look(page, 'trained');

  // Whatever panels there are, each by its tab.
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await look(page, `tab-${slug(await tab.innerText())}`);
  }
  // On a phone they stand one below the other.
  for (const sheet of await page.locator('.phone__sheet').all()) {
    await sheet.scrollIntoViewIfNeeded();
    const name = slug(await sheet.getByRole('heading').first().innerText());
    await lookAt(sheet, `sheet-${name}`);
  }
  await command(page, 'Go to Backward pass');
  await panel(page, 'Backward pass').getByRole('button', { name: 'Show errors' }).click();
  await expect(panel(page, 'Backward pass').locator('.katex').first()).toBeVisible();
  await lookAt(panel(page, 'Backward pass'), 'backward-pass');
});

test('menus and dialogs look as they did', async ({ page }) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 20);
  const screens: readonly (readonly [name: string, open: () => Promise<void>])[] = [
    ['shortcuts', () => page.keyboard.press('?')],
    ['commands', () => page.keyboard.press('Control+k')],
    ['add-layer', () => page.keyboard.press('a')],
    ['compare', () => page.keyboard.press('m')],
    ['sweep', () => command(page, 'Sweep parameters')],
    ['distortion', () => command(page, 'Plot accuracy against hardware')],
    ['import', () => command(page, 'Import data')],
    ['examples', () => page.getByRole('button', { name: 'Examples' }).click()],
  ];
  for (const [name, open] of screens) {
    await test.step(name, async () => {
      await open();
      await expect(page.locator('[role=dialog], [role=menu]')).toBeVisible();
      await look(page, name);
      await page.keyboard.press('Escape');
      await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0);
    });
  }
  await command(page, 'Show network as a list');
  await look(page, 'list');
});

test('other data, a link that is damaged and a layer that is silent look as they did', async ({
  page,
}) => {
  const lab = await openPage(page);
  await command(page, 'Open example Handwritten digits');
  await settled(page, lab);
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog')).toBeVisible();
  const pad = await box(page.getByRole('dialog').locator('canvas').first());
  await drag(
    page,
    { x: pad.centre.x, y: pad.y + 0.2 * pad.height },
    { x: pad.centre.x, y: pad.y + 0.8 * pad.height },
  );
  await expect(page.getByRole('button', { name: 'It was 1' })).toBeVisible();
  await look(page, 'draw');
  await page.keyboard.press('Escape');

  await command(page, 'Open example Spoken digits');
  await settled(page, lab);
  await look(page, 'speech');

  const document = await lab.evaluate((spikeground) => spikeground.experiment());
  const connections = document.network.connections.slice(1);
  await lab.evaluate((spikeground, given) => spikeground.load(given).catch(() => undefined), {
    ...document,
    network: { ...document.network, connections },
  });
  await look(page, 'problem');

  await openPage(page, 'v=1&e=damaged');
  await look(page, 'damaged-link');
});

/** Finds a command by the start of its name and runs it, which works at every size. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('searchbox').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.locator('.command-search')).toHaveCount(0);
}

/** Waits until the network of the open document has answered for its sample, and takes the notice away. */
async function settled(page: Page, lab: Lab): Promise<void> {
  await lab.evaluate(async (spikeground) => void (await spikeground.spikes(0)));
  const notices = page.getByRole('button', { name: 'Dismiss notice' });
  while ((await notices.count()) > 0) await notices.first().click();
}

/** Times and what computes differ from run to run. */
async function look(page: Page, name: string): Promise<void> {
  // A dialog covers them.
  const isCovered = (await page.locator('[role=dialog], [role=menu]').count()) > 0;
  const changing = isCovered
    ? []
    : [status(page), page.getByRole('button', { name: /^Computing on/ })];
  await expect.soft(page).toHaveScreenshot(`${name}.png`, { mask: changing, maskColor: 'gray' });
}

async function lookAt(part: Locator, name: string): Promise<void> {
  await expect.soft(part).toHaveScreenshot(`${name}.png`);
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
