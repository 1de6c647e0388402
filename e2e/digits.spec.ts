import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Metrics } from '#protocol/training.ts';
import { expect, test } from './support/test.ts';
import { metrics, openPage, panel, status, trainUpdates } from './support/page.ts';

const UPDATES = 20;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('digits: the loss falls, and the command line gives the very same numbers', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Handwritten digits/ }).click();
  await expect(panel(page, 'Raster').getByText(/Hidden: 800 neurons, \d+ silent/)).toBeAttached({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'One update' }).click();
  await expect.poll(async () => (await metrics(lab)).update).toBe(1);
  const first = await metrics(lab);
  const trained = await trainUpdates(lab, UPDATES - 1);
  expect(trained.update).toBe(UPDATES);
  expect(trained.trainLoss ?? Infinity).toBeLessThan(0.9 * (first.trainLoss ?? 0));
  expect((await lab.evaluate((spikeground) => spikeground.backend()))?.name).toBe('wasm');

  const document = await lab.evaluate((spikeground) => spikeground.experiment());
  const headless = await runExperiment(document, UPDATES);
  console.log(`page ${JSON.stringify(trained)}\nnode ${JSON.stringify(headless)}`);
  expect(headless).toEqual(trained);
});

test('digits: a pause takes effect at once', async ({ page }) => {
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Handwritten digits/ }).click();
  await page.keyboard.press('Space');
  await expect
    .poll(async () => (await metrics(lab)).update, { timeout: 60_000 })
    .toBeGreaterThan(3);
  const watch = await status(page).evaluateHandle((line) => {
    const pausedAfter = new Promise<number>((resolve) => {
      let clicked = 0;
      window.addEventListener('click', () => (clicked = performance.now()), { capture: true });
      new MutationObserver(() => {
        if (clicked > 0 && line.textContent?.includes('Paused')) {
          resolve(performance.now() - clicked);
        }
      }).observe(line, { subtree: true, childList: true, characterData: true });
    });
    return { pausedAfter };
  });
  await page.getByRole('button', { name: 'Pause training' }).click();
  const ms = await watch.evaluate(({ pausedAfter }) => pausedAfter);
  console.log(`paused ${ms.toFixed(0)} ms after the click`);
  const { update } = await metrics(lab);
  await page.waitForTimeout(500);
  expect((await metrics(lab)).update).toBe(update);
});

/** The same document by `npm run experiment`. */
async function runExperiment(document: object, updates: number): Promise<Metrics> {
  const folder = await mkdtemp(join(tmpdir(), 'spikeground-'));
  try {
    await writeFile(join(folder, 'document.json'), JSON.stringify(document));
    const options = [join(folder, 'document.json'), '--updates', String(updates), '--out', folder];
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/experiment.ts', ...options],
      { cwd: ROOT },
    );
    const written: { final: Metrics } = JSON.parse(
      await readFile(join(folder, 'metrics.json'), 'utf8'),
    );
    return written.final;
  } finally {
    await rm(folder, { recursive: true });
  }
}
