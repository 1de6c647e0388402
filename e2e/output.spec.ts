import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import {
  experiment,
  openPage,
  panel,
  picture,
  restingPicture,
  trainUpdates,
} from './support/page.ts';
import { expect, test } from './support/test.ts';

const output = (page: Page): Locator => panel(page, 'Output');
const layer = (page: Page): Locator => panel(page, 'Layer statistics');

/** Counts of the confusion matrix, a row a label; the last column is the recall. */
async function countsOf(page: Page): Promise<number[][]> {
  const table = output(page).getByRole('table', { name: 'Confusion matrix' });
  await expect(table).toBeAttached();
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('td')].slice(0, -1).map((cell) => Number(cell.textContent)),
      ),
    );
}

test('I see when it decides, what it confuses, and look at a mistake', async ({ page }) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 60);
  await page.getByRole('tab', { name: 'Output' }).click();
  await expect(
    output(page).getByText(/^Answers \w+ from [\d.]+ of 20 ms on; [^.]+\.$/),
  ).toBeVisible();

  await output(page).getByRole('button', { name: 'Predict test samples' }).click();
  const counts = await countsOf(page);
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const { accuracy } = await lab.evaluate((spikeground) => spikeground.test());
  expect(total).toBe(1000);
  expect(right).toBe(Math.round(accuracy * total));
  const percent = ((100 * right) / total).toFixed(2);
  await expect(
    output(page).getByText(`${right} of 1,000 test samples right (${percent} %). After update 60.`),
  ).toBeVisible();

  // The matrix can be walked through, and the gallery follows the cell.
  await output(page)
    .getByRole('img', { name: /^Confusion matrix/ })
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const named = `Label yang, answer yin: ${counts[0]?.[1]} `;
  await expect(output(page).getByText(named)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(output(page).getByText(/^Most often mistaken: /)).toBeVisible();

  const raster = panel(page, 'Raster');
  const before = await restingPicture(raster);
  const wrong = output(page)
    .getByRole('button', { name: /^Show sample \d+: / })
    .first();
  const index = Number(/^Show sample (\d+)/.exec((await wrong.textContent()) ?? '')?.[1]);
  await wrong.click();
  await expect(wrong).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => picture(raster)).not.toBe(before);
  expect((await experiment(lab)).view).toMatchObject({ split: 'test', sampleIndex: index });
  await expect(
    output(page)
      .getByText(/; the label is \w+\.$/)
      .first(),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('I see how a layer is doing while it learns', async ({ page }) => {
  const lab = await openPage(page);
  await page.getByRole('tab', { name: 'Layer', exact: true }).click();
  await layer(page).getByRole('combobox', { name: 'Layer' }).selectOption('Hidden');
  await expect(layer(page).getByText(/^[\d.]+ ± [\d.]+ Hz$/)).toBeVisible();
  await layer(page).getByRole('radio', { name: 'Weights' }).click();
  const before = await restingPicture(layer(page));
  await trainUpdates(lab, 30);
  await expect.poll(() => picture(layer(page))).not.toBe(before);
  await layer(page).getByRole('radio', { name: 'Gradients' }).click();
  await expect(layer(page).getByText('Gradient norm')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await layer(page).getByRole('radio', { name: 'Activity' }).click();
  const silent = layer(page).getByRole('region', { name: 'Silent neurons' }).getByRole('button');
  const neuron = Number(await silent.first().textContent());
  await silent.first().click();
  expect((await experiment(lab)).view.neurons).toEqual([neuron]);
  await layer(page).getByRole('combobox', { name: 'Layer' }).selectOption('Readout');
  await expect(layer(page).getByText(/^Readout never fires/)).toBeVisible();
});

test('on a phone I look at a mistake of the network @phone', async ({ page }) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 30);
  await page.getByRole('tab', { name: 'Watch' }).tap();
  await output(page).scrollIntoViewIfNeeded();
  await output(page).getByRole('button', { name: 'Predict test samples' }).tap();
  expect((await countsOf(page)).flat().reduce((sum, count) => sum + count, 0)).toBe(1000);
  const wrong = output(page)
    .getByRole('button', { name: /^Show sample \d+: / })
    .nth(1);
  await wrong.tap();
  await expect(wrong).toHaveAttribute('aria-pressed', 'true');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, 'pixels the page scrolls sideways').toBeLessThanOrEqual(0);
});
