import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  aedat2File,
  cifarFile,
  idxImages,
  idxLabels,
  nmnistFile,
  npyFile,
  textFile,
  tone,
  wavFile,
  zipFile,
} from '../src/engine/data/import/testing/files.ts';
import { fragmentOf, smallDocument } from './support/documents.ts';
import type { Lab } from './support/page.ts';
import { experiment, notice, openPage, trainUpdates } from './support/page.ts';
import { expect, test } from './support/test.ts';

type Files = Readonly<Record<string, Uint8Array>>;

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import data' });

/** Drops files on the page as a person would from a folder window. */
async function drop(page: Page, files: Files): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, given);
  await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer });
}

const fixture = (name: string) =>
  readFile(new URL(`../src/engine/data/import/fixtures/${name}`, import.meta.url));

/** Points in two clouds, as a table. */
const TABLE = [
  'height,width,kind',
  ...Array.from({ length: 60 }, (_, i) => `${i % 2}.${i % 7},${i % 5},${i % 2 ? 'tall' : 'flat'}`),
].join('\n');

const pixels = (count: number): Uint8Array =>
  Uint8Array.from({ length: count * 4 }, (_, i) => (i * 50) % 256);
const nmnist = (x: number) =>
  nmnistFile([
    [x, 2, 1, 1000],
    [x, 3, 0, 9000],
  ]);

const kinds: readonly (readonly [string, () => Promise<Files> | Files, RegExp, RegExp])[] = [
  [
    'IDX',
    () => ({ 'i.idx': idxImages(6, 4, 4), 'l.idx': idxLabels([0, 1, 2, 0, 1, 2]) }),
    /IDX images/,
    /4 × 4 × 1/,
  ],
  ['TSV', () => ({ 'a.tsv': textFile(TABLE.replaceAll(',', '\t')) }), /Table of text/, /2 inputs/],
  [
    'NPY',
    () => ({
      'x.npy': npyFile('|u1', [4, 2, 2], pixels(4)),
      'y.npy': npyFile('|u1', [4], Uint8Array.of(0, 1, 0, 1)),
    }),
    /NumPy arrays/,
    /2 × 2 × 1/,
  ],
  ['NPZ', async () => ({ 'small.npz': await fixture('small.npz') }), /NumPy arrays/, /2 × 3 × 1/],
  ['CIFAR-10', () => ({ 'data_batch_1.bin': cifarFile([0, 1, 2, 3]) }), /CIFAR-10/, /32 × 32 × 3/],
  [
    'zipped N-MNIST',
    () => ({ 'n.zip': zipFile({ 'Train/0/1.bin': nmnist(1), 'Train/1/1.bin': nmnist(9) }) }),
    /N-MNIST events/,
    /34 × 34 × 2/,
  ],
  [
    'zipped AEDAT',
    () => ({
      'n.zip': zipFile({
        'a/1.aedat': aedat2File([[1, 2, 1, 9]]),
        'b/1.aedat': aedat2File([[5, 2, 1, 9]]),
      }),
    }),
    /AEDAT events/,
    /64 × 64 × 2/,
  ],
  [
    'SHD',
    async () => ({
      'shd_train.h5': await fixture('shd_train.h5'),
      'shd_test.h5': await fixture('shd_test.h5'),
    }),
    /HDF5 spikes/,
    /700 inputs/,
  ],
  [
    'N-TIDIGITS',
    async () => ({ 'n-tidigits.hdf5': await fixture('n-tidigits.h5') }),
    /HDF5 spikes/,
    /64 inputs/,
  ],
  [
    'WAV',
    () => ({
      '0_ann_1.wav': wavFile(tone(300)),
      '1_ann_1.wav': wavFile(tone(900)),
      '0_ann_2.wav': wavFile(tone(310)),
    }),
    /Sounds by class/,
    /32 × 32 × 1/,
  ],
];

/** Looks at what was dropped, imports it and expects it to be used. */
async function importDropped(page: Page, lab: Lab, format: RegExp, shape: RegExp): Promise<void> {
  const facts = dialog(page).getByRole('region', { name: 'What the files hold' });
  await expect(facts.getByText(format)).toBeVisible();
  await expect(facts.getByText(shape)).toBeVisible();
  await expect(
    dialog(page)
      .getByRole('img', { name: /^A sample of class/ })
      .first(),
  ).toBeVisible();
  const { dataset: before } = await experiment(lab);
  await dialog(page).getByRole('button', { name: 'Import and use' }).click();
  await expect.poll(async () => (await experiment(lab)).dataset.id).not.toBe(before.id);
  await expect(notice(page, 'is the data set now')).toBeVisible();
  const { dataset, encoder } = await experiment(lab);
  expect(dataset.id).toMatch(/^own-/);
  expect(encoder.id.endsWith('Spikes')).toBe(dataset.id.includes('-s-'));
}

test('dropped files of every kind are shown, imported and used', async ({ page, complaints }) => {
  const lab = await openPage(page);
  for (const [kind, files, format, shape] of kinds)
    await test.step(kind, async () => {
      await drop(page, await files());
      await importDropped(page, lab, format, shape);
    });
  // The HDF5 library writes to the console what it looked for and did not find.
  complaints.splice(
    0,
    complaints.length,
    ...complaints.filter((text) => !/HDF5|major:|minor:|#0/.test(text)),
  );
});

test('pictures in folders are decoded and scaled', async ({ page }) => {
  await openPage(page);
  const png = async (colour: string): Promise<Uint8Array> => {
    const base64 = await page.evaluate(async (fill) => {
      const canvas = new OffscreenCanvas(40, 20);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = fill;
      context.fillRect(0, 0, 40, 20);
      const blob = await canvas.convertToBlob();
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    }, colour);
    return Buffer.from(base64, 'base64');
  };
  await drop(page, {
    'p.zip': zipFile({ 'red/1.png': await png('#f00'), 'blue/1.png': await png('#00f') }),
  });
  const facts = dialog(page).getByRole('region', { name: 'What the files hold' });
  await expect(facts.getByText('16 × 32 × 3 inputs')).toBeVisible({ timeout: 30_000 });
  await dialog(page).getByRole('switch', { name: 'Keep colours' }).click();
  await expect(facts.getByText('16 × 32 × 1 inputs')).toBeVisible();
});

/** CIFAR-10 as the file has it, but black, and large enough to take a while. */
const manyPictures = (page: Page, count: number) =>
  page.evaluateHandle((pictures) => {
    const bytes = new Uint8Array(3073 * pictures);
    for (let i = 0; i < pictures; i++) bytes[3073 * i] = i % 10;
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'data_batch_1.bin'));
    return data;
  }, count);

test('a long import says how far it is, and broken off it leaves nothing', async ({ page }) => {
  const lab = await openPage(page);
  const before = await experiment(lab);
  const dataTransfer = await manyPictures(page, 40_000);
  await page.locator('body').dispatchEvent('drop', { dataTransfer });
  await dialog(page).getByRole('button', { name: 'Import and use' }).click();
  const line = dialog(page).getByText(/^(Reading samples|Storing the data set) · .* · \d+ % · /);
  await expect(line).toBeVisible();
  await expect(page).toHaveTitle(/^\d+ % · Import data · Spikeground$/);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  const stored = dialog(page).getByRole('region', { name: 'In this browser' });
  await expect(stored.getByText('Nothing is imported yet.')).toBeVisible();
  expect(await experiment(lab)).toEqual(before);
  expect(await page.title()).not.toContain('Import data');
});

test('a table is mapped, trained on, kept over a reload, and removed', async ({ page }) => {
  const lab = await openPage(page, fragmentOf(JSON.stringify(smallDocument)));
  await drop(page, { 'clouds.csv': textFile(TABLE) });
  const label = dialog(page).getByRole('combobox', { name: 'Label column' });
  await expect(label.locator('option:checked')).toHaveText('kind', { timeout: 30_000 });
  await label.selectOption({ label: 'width' });
  await expect(dialog(page).getByText('5 classes')).toBeVisible();
  await dialog(page)
    .getByRole('combobox', { name: 'Label column' })
    .selectOption({ label: 'kind' });
  await expect(dialog(page).getByText('2 classes')).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('clouds');
  await dialog(page).getByRole('button', { name: 'Import and use' }).click();
  await expect(notice(page, 'clouds is the data set now')).toBeVisible();
  await trainUpdates(lab, 3);
  await page.reload();
  const again = await openPage(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('import data');
  await page.keyboard.press('Enter');
  const stored = dialog(page).getByRole('region', { name: 'In this browser' });
  await expect(stored.getByText('48 to train on, 12 for the test')).toBeVisible();
  await stored.getByRole('button', { name: 'Use clouds' }).click();
  await expect.poll(async () => (await experiment(again)).dataset.id).toMatch(/^own-/);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('import data');
  await page.keyboard.press('Enter');
  await stored.getByRole('button', { name: 'Remove clouds' }).click();
  await stored.getByRole('button', { name: 'Remove clouds' }).click();
  await expect(stored.getByText('Nothing is imported yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(notice(page, 'not in this browser')).toBeVisible();
});

test('damaged files change nothing and are named with their place', async ({ page }) => {
  const lab = await openPage(page);
  const before = await experiment(lab);
  await drop(page, { 'a.csv': textFile('1,2,x\n3,4,y\n5,x\n') });
  await expect(dialog(page).getByText('a.csv, line 3: got 2 fields')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Other files' }).click();
  await drop(page, { 'i.idx': idxImages(2, 2, 2).subarray(0, 20), 'l.idx': idxLabels([0, 1]) });
  await expect(dialog(page).getByText('i.idx, offset 16: got 4 bytes')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await experiment(lab)).toEqual(before);
});

test('a document that names data of another browser says so and can switch', async ({ page }) => {
  const own = { id: 'own-4-3-v-0123456789abcdef', params: {} };
  // Without its samples the document never gets a backend, which openPage waits for.
  await page.goto(`./#${fragmentOf(JSON.stringify({ ...smallDocument, dataset: own }))}`);
  const missing = notice(page, 'names imported data that are not in this browser');
  await expect(missing).toBeVisible({ timeout: 30_000 });
  await missing.getByRole('button', { name: 'Import its files…' }).click();
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await missing.getByRole('button', { name: /^Switch to/ }).click();
  const id = () => page.evaluate(() => window.spikeground?.experiment().dataset.id);
  await expect.poll(id).toBe('yinYang');
  await expect(missing).toHaveCount(0);
});

test('a phone imports by the button in the data section @phone', async ({ page }) => {
  await page.goto('./');
  await drop(page, { 'clouds.csv': textFile(TABLE) });
  await expect(dialog(page).getByRole('button', { name: 'Import and use' })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
