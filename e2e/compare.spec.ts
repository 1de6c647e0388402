import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { experiment, metrics, openPage } from './support/page.ts';

const RACE_MS = 180_000;
const EPOCHS = 2;

const screen = (page: Page) => page.getByRole('dialog', { name: 'Compare and sweep' });
const row = (page: Page, method: string) =>
  screen(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: method }) });

test('J5: race all methods on one network, and find the numbers of the command line', async ({
  page,
}) => {
  test.setTimeout(RACE_MS + 180_000);
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Compare methods and settings' }).click();
  await expect(screen(page).getByText('No run yet.')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await screen(page).getByLabel('Epochs a run').fill(String(EPOCHS));
  await page.keyboard.press('Enter');
  const start = Date.now();
  await screen(page).getByRole('button', { name: 'Race all methods' }).click();
  await expect(screen(page).getByText('All runs have ended.')).toBeVisible({ timeout: RACE_MS });
  console.log(`the race took ${((Date.now() - start) / 1000).toFixed(1)} s`);
  for (const { label } of catalog.rules) {
    await expect(row(page, label).getByText('done')).toBeVisible();
  }
  expect(await violations(page)).toEqual([]);

  const saved = page.waitForEvent('download');
  await screen(page).getByRole('button', { name: 'Save table (CSV)' }).click();
  const table = parseCsv(await readFile(await (await saved).path(), 'utf8'));
  expect(table).toHaveLength(catalog.rules.length);
  for (const line of table) {
    expect(Number(line['spikes a sample (hidden and readout)'])).toBeGreaterThan(0);
    expect(Number(line['energy nJ'])).toBeGreaterThan(0);
    expect(line['epochs']).toBe(String(EPOCHS));
  }

  for (const ruleId of ['coarse-scale', 'bats']) {
    const line = table.find(({ method }) => method === ruleId);
    await openRun(page, line?.['run'] ?? '');
    const document = await experiment(lab);
    expect(document.rule.id).toBe(ruleId);
    // The weights come along.
    await expect
      .poll(async () => (await metrics(lab)).testAccuracy, { timeout: 30_000 })
      .toBe(Number(line?.['accuracy']));
    const want = await trainOnCommandLine(document);
    expect(Number(line?.['accuracy'])).toBe(want.testAccuracy);
    // Two builds of V8 may differ in the last bit of an exponential.
    expect(Number(line?.['loss'])).toBeCloseTo(want.testLoss, 9);
    await page.keyboard.press('m');
  }

  await screen(page).getByRole('button', { name: 'Compare gradients' }).click();
  const cosines = screen(page).getByRole('region', { name: 'Agreement of gradients' });
  const own = cosines.getByRole('row', { name: /^Surrogate gradient/ }).first();
  await expect(own).toContainText('1.00', { timeout: 60_000 });
  await screen(page).getByRole('button', { name: 'Show spikes' }).click();
  await expect(screen(page).getByRole('figure')).toHaveCount(catalog.rules.length, {
    timeout: 60_000,
  });
});

test('J5 by keyboard: add, compare a setting, end a run, sweep, open a point', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = await openPage(page);
  const before = await experiment(lab);
  await page.keyboard.press('m');
  await focus(page, 'Add the experiment as it is');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Surrogate gradient (BPTT) · 2')).toBeVisible();
  await row(page, 'Surrogate gradient (BPTT) · 2')
    .getByRole('button', { name: /actions/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'End this run' }).press('Enter');
  await expect(row(page, 'Surrogate gradient (BPTT) · 2').getByText('ended')).toBeVisible();
  // On the button of the menu, Esc would close its tooltip first.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(screen(page)).toBeHidden();

  await page.keyboard.press('m');
  await screen(page).getByRole('tab', { name: 'Compare' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(screen(page).getByRole('tab', { name: 'Sweep' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  for (const [field, value] of [
    ['Points', '2'],
    ['Seeds a point', '2'],
    ['Epochs a training', '1'],
  ] as const) {
    await screen(page).getByLabel(field).focus();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  }
  await expect(screen(page).getByText('4 trainings.')).toBeVisible();
  await focus(page, 'Start sweep');
  await page.keyboard.press('Enter');
  await expect(screen(page).getByText('All 4 trainings are done.')).toBeVisible({
    timeout: 120_000,
  });
  expect(await violations(page)).toEqual([]);
  const cell = screen(page).getByRole('button', { name: /%/ }).last();
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(screen(page)).toBeHidden();
  const opened = await experiment(lab);
  expect(opened.optimiser.params['learningRate']).toBe(0.05);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await experiment(lab)).optimiser).toEqual(before.optimiser);
});

/** Moves the focus as Tab does; a control that Tab cannot reach fails the journey. */
async function focus(page: Page, name: string): Promise<void> {
  const wanted = screen(page).getByRole('button', { name });
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach "${name}"`);
}

async function openRun(page: Page, name: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `${name}: actions` })
    .click();
  await page.getByRole('menuitem', { name: 'Open in the page' }).click();
  await expect(screen(page)).toBeHidden();
}

/** Metrics of `npm run experiment` for a document. */
async function trainOnCommandLine(
  document: Experiment,
): Promise<{ testAccuracy: number; testLoss: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  try {
    const file = join(folder, 'document.json');
    await writeFile(file, JSON.stringify(document));
    const args = ['--import', 'tsx', 'scripts/experiment.ts', file, '--out', folder];
    await promisify(execFile)(process.execPath, args);
    const { final } = JSON.parse(await readFile(join(folder, 'metrics.json'), 'utf8')) as {
      final: { testAccuracy: number; testLoss: number };
    };
    return final;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function parseCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g)].map(([, cell = '']) =>
        cell.replaceAll('"', ''),
      ),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}
