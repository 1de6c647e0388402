import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { violations } from './support/axe.ts';
import { fragmentOf } from './support/documents.ts';
import { expect, test } from './support/test.ts';
import {
  box,
  experiment,
  inspector,
  openPage,
  panel,
  picture,
  restingPicture,
  trainUpdates,
} from './support/page.ts';

const SPOKEN = fileURLToPath(new URL('fixtures/7_jackson_0.wav', import.meta.url));
const executablePath = findChromium();

// The microphone of this browser hears a file, again and again.
test.use({
  launchOptions: {
    args: [
      ...CHROMIUM_ARGS,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${SPOKEN}`,
    ],
    ...(executablePath === null ? {} : { executablePath }),
  },
});

const layer = (id: string, index: number, more: object) => ({
  ...{ id, position: { x: 260 * index, y: 0 } },
  ...more,
});

/** Reads most 8 × 8 digits after a second of training. */
const digits = {
  version: 1,
  name: 'Digits by hand',
  dataset: { id: 'digits' },
  encoder: { id: 'constant' },
  simulation: { steps: 12 },
  network: {
    layers: [
      layer('in', 0, { kind: 'input' }),
      layer('flat', 1, { kind: 'flatten' }),
      layer('mid', 2, { kind: 'dense', name: 'Middle', params: { units: 96, initGain: 2 } }),
      layer('out', 3, {
        kind: 'readout',
        params: { measure: 'membraneMean' },
        neuron: { id: 'li' },
      }),
    ],
    connections: [
      { id: 'a', from: 'in', to: 'flat' },
      { id: 'b', from: 'flat', to: 'mid' },
      { id: 'c', from: 'mid', to: 'out' },
    ],
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceMembrane' },
  optimiser: { id: 'adam', params: { learningRate: 0.005 } },
  batchSize: 100,
  stopping: { epochs: 0 },
  view: { layerId: 'mid', neurons: [0, 1] },
};

const spoken = {
  ...digits,
  name: 'Spoken digits by hand',
  dataset: { id: 'spokenDigits', params: { bands: 16, frames: 20 } },
};

const open = (page: Page, document: object) => openPage(page, fragmentOf(JSON.stringify(document)));
const screen = (page: Page) => page.getByRole('dialog', { name: 'Your own input' });

/** Draws lines through places of the pad, 0..1 from the left and the top, as a hand would. */
async function draw(page: Page, ...strokes: readonly (readonly [number, number])[][]) {
  const { x, y, width, height } = await box(page.getByLabel('Drawing pad'));
  const at = ([right, down]: readonly [number, number]) =>
    [x + right * width, y + down * height] as const;
  for (const [first, ...rest] of strokes) {
    if (first === undefined) continue;
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...at(place), { steps: 8 });
    await page.mouse.up();
  }
}

const SEVEN = [
  [0.25, 0.2],
  [0.75, 0.2],
  [0.4, 0.85],
] as const;

test('I draw a seven, the network answers, and I tell it what it was', async ({ page }) => {
  const lab = await open(page, digits);
  await trainUpdates(lab, 120);
  await panel(page, 'Sample').getByRole('button', { name: 'Draw one yourself' }).click();
  const dialog = screen(page);
  await expect(dialog.getByText('Draw something, and the network answers.')).toBeVisible();

  await draw(page, [...SEVEN]);
  await expect(dialog.getByText(/^It says 7$/)).toBeVisible();
  await expect(dialog.getByText(/sure\. Second guess: \d, /)).toBeVisible();
  const bars = panel(page, 'Answer');
  await expect(bars.getByText(/Predicted 7 with score/)).toBeAttached();
  await expect(
    panel(page, 'Spikes of your input').getByText(/Middle: 96 neurons, \d+ silent/),
  ).toBeAttached();
  await expect(panel(page, 'Membranes of your input').getByText(/spike/)).toBeAttached();
  expect(await violations(page, true)).toEqual([]);

  await dialog.getByRole('button', { name: 'It was 7' }).click();
  await expect(dialog.getByText('Right. 1 of 1 right so far.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'It was 1' })).toBeDisabled();

  // One more line: another drawing, judged again, and wrong in public.
  await draw(page, [
    [0.2, 0.55],
    [0.8, 0.55],
  ]);
  await expect(dialog.getByText(/^It says \d$/)).toBeVisible();
  const said = (await dialog.getByText(/^It says \d$/).textContent())?.at(-1) ?? '';
  const other = said === '0' ? '1' : '0';
  await dialog.getByRole('button', { name: `It was ${other}` }).click();
  await expect(
    dialog.getByText(`Wrong: it said ${said}, and it was ${other}. 1 of 2 right so far.`),
  ).toBeVisible();

  const drawn = await picture(dialog.locator('.live-pad'));
  await dialog.getByRole('button', { name: 'Undo stroke' }).click();
  expect(await picture(dialog.locator('.live-pad'))).not.toBe(drawn);
  await dialog.getByRole('button', { name: 'Clear pad' }).click();
  await expect(dialog.getByText('Draw something, and the network answers.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('I draw with the keyboard alone, and see a network that has learned nothing guess', async ({
  page,
}) => {
  await open(page, digits);
  await page.keyboard.press('d');
  const dialog = screen(page);
  await dialog.getByLabel('Drawing pad').focus();
  await page.keyboard.press('Space');
  await expect(dialog.getByText('Pen down.')).toBeAttached();
  for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(dialog.getByText(/^It (says \d|does not decide)$/)).toBeVisible();
  await expect(dialog.getByText('This network has not been trained: it guesses.')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(dialog.getByText('Draw something, and the network answers.')).toBeVisible();

  // The answer follows the training.
  await page.keyboard.press('Space');
  for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await dialog.getByRole('button', { name: 'Train network' }).click();
  await expect(dialog.getByText(/^after \d+ updates$/)).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Pause training' }).click();
});

test('I say a digit, and the network answers', async ({ page, context }) => {
  await context.grantPermissions(['microphone', 'clipboard-read', 'clipboard-write']);
  const lab = await open(page, spoken);
  await trainUpdates(lab, 5);
  await panel(page, 'Sample').getByRole('button', { name: 'Speak one yourself' }).click();
  const dialog = screen(page);
  await expect(dialog.getByText('It is never sent anywhere')).toBeVisible();
  await dialog.getByRole('button', { name: 'Record a word' }).click();
  await expect(dialog.getByText(/^\d+ ms of speech, silence cut off\.$/)).toBeVisible({
    timeout: 15_000,
  });
  // The recording has 0.43 s of speech; the margins and the browser's resampling add to it.
  const heard = await dialog.getByText(/ms of speech/).textContent();
  expect(parseFloat(heard ?? '')).toBeGreaterThan(250);
  expect(parseFloat(heard ?? '')).toBeLessThan(650);
  await expect(dialog.getByText(/^It (says \d|does not decide)$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'It was 7' }).click();
  await expect(dialog.getByText(/of 1 right so far\./)).toBeVisible();
  expect(await violations(page, true)).toEqual([]);
});

test('a microphone that is refused says what to do', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  await open(page, spoken);
  await page.keyboard.press('d');
  await screen(page).getByRole('button', { name: 'Record a word' }).click();
  await expect(
    screen(page).getByText(/does not let this page use the microphone\. Allow it/),
  ).toBeVisible();
});

test('I bend training pictures, see what epochs make of them, and train on', async ({ page }) => {
  const lab = await open(page, { ...digits, view: { split: 'train', sampleIndex: 3 } });
  await trainUpdates(lab, 3);
  const fields = inspector(page);
  await fields.getByText('Augmentation', { exact: true }).click();
  await expect(fields.getByText('Needs an encoder that gives spikes.').first()).toBeVisible();
  await expect(fields.getByRole('switch', { name: 'Spike drop' })).toBeDisabled();
  await fields.getByRole('switch', { name: 'Rotation' }).click();
  const preview = fields.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('img')).toHaveCount(6);
  const before = await restingPicture(preview);
  const angle = fields.getByRole('spinbutton', { name: 'Largest angle' });
  await angle.fill('40');
  await angle.press('Enter');
  await expect.poll(() => picture(preview)).not.toBe(before);
  expect((await experiment(lab)).augmentation).toEqual([
    { id: 'rotation', params: { degrees: 40 } },
  ]);
  expect(await violations(page)).toEqual([]);
  // Training goes on with the same weights.
  expect((await trainUpdates(lab, 4)).update).toBe(7);
  await fields.getByRole('switch', { name: 'Rotation' }).click();
  await expect(preview).toHaveCount(0);
});

test('patterns of spikes are learned from their moments', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Patterns in time/ }).click();
  await expect.poll(async () => (await experiment(lab)).dataset.id).toBe('spikePatterns');
  await expect(panel(page, 'Sample').getByText(/\d+ spikes of 40 inputs/)).toBeAttached();
  const { testAccuracy } = await lab.evaluate((spikeground) => spikeground.train({ epochs: 2 }));
  expect(testAccuracy ?? 0).toBeGreaterThan(0.7);
});

test('the pad is as wide as a phone @phone', async ({ page }) => {
  const lab = await open(page, digits);
  await trainUpdates(lab, 120);
  await page.getByRole('tab', { name: 'Watch' }).tap();
  await panel(page, 'Sample').getByRole('button', { name: 'Draw one yourself' }).tap();
  const pad = await box(page.getByLabel('Drawing pad'));
  expect(pad.width).toBeGreaterThan(340);
  expect(pad.y + pad.height).toBeLessThan(844);
  await draw(page, [...SEVEN]);
  await expect(screen(page).getByText('It says 7')).toBeInViewport();
  expect(await violations(page, true)).toEqual([]);
});
