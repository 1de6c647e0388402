import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { openPage, panel, picture } from './support/page.ts';
import { expect, test } from './support/test.ts';

const backward = (page: Page): Locator => panel(page, 'Backward pass');
const scrubber = (page: Page): Locator =>
  backward(page).getByRole('slider', { name: 'Position in the backward pass' });
/** The equation with its numbers, as it was handed to KaTeX. */
const numbers = (page: Page): Locator =>
  backward(page).getByRole('region', { name: 'With its numbers' }).locator('[data-tex]');

test('I pause, watch the error travel back, and walk through it by keyboard', async ({ page }) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 40 }));
  await page.getByRole('tab', { name: 'Backward' }).click();
  await expect(scrubber(page)).toBeVisible();
  await expect(backward(page).getByText(/^Surrogate gradient \(BPTT\): /)).toBeVisible();
  const loss = await numbers(page).getAttribute('data-tex');
  await expect(numbers(page).locator('math').first()).toBeAttached();

  // The raster and the connections show errors only while they are asked for.
  const raster = panel(page, 'Raster');
  const plain = await picture(raster);
  await backward(page).getByRole('button', { name: 'Show errors' }).click();
  await expect.poll(() => picture(raster)).not.toBe(plain);
  await expect(page.locator('.connection__error')).toHaveCount(2);

  await scrubber(page).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await expect(scrubber(page)).toHaveValue('4');
  await expect(numbers(page)).not.toHaveAttribute('data-tex', loss ?? '');
  await expect(backward(page).getByText(/^Step \d+ of neuron \d+: its error/)).toBeVisible();
  // The membranes follow to the neuron that the equation is about.
  await expect(
    panel(page, 'Membrane potential').getByRole('combobox', { name: 'Layer' }),
  ).toHaveValue('readout');
  await page.keyboard.press('End');
  await expect(backward(page).getByText(/largest gradient/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('I do one update and see which spikes it moved', async ({ page }) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 5 }));
  await page.getByRole('tab', { name: 'Backward' }).click();
  await backward(page).getByRole('button', { name: 'Ghost of a step' }).click();
  await expect(backward(page).getByText(/^Do one update/)).toBeVisible();
  await page.getByRole('button', { name: 'One update' }).click();
  await expect(
    backward(page).getByText(/^In 1 update: .* moved, .* appeared, .* vanished, .* stayed\.$/),
  ).toBeVisible();
  await expect(backward(page).getByText(/after update 6/)).toBeAttached();
});

test('I take the errors home as a table', async ({ page }) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 5 }));
  await page.getByRole('tab', { name: 'Backward' }).click();
  await expect(scrubber(page)).toBeVisible();
  await backward(page).getByRole('button', { name: 'Backward pass: actions' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text.split('\n')[0]).toBe('layer,error_of,neuron,time_ms,error');
  expect(text).toMatch(/^Hidden,spike,\d+,\d+,-?[\d.e-]+$/m);
  expect(text).toMatch(/^Readout,membrane,/m);
});
