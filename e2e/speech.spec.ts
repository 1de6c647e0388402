import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { experiment, inspector, openPage, panel, trainUpdates } from './support/page.ts';
import { expect, test } from './support/test.ts';

/** Unfolds a section of the settings, which show while no layer is selected. */
async function unfold(page: Page, title: string): Promise<void> {
  const closeLayer = inspector(page).getByRole('button', { name: /^Close layer/ });
  const section = inspector(page)
    .locator('details')
    .filter({
      has: page.locator('summary').filter({ hasText: title }),
    });
  await expect(closeLayer.or(section).first()).toBeVisible();
  if (await closeLayer.isVisible()) await closeLayer.click();
  if ((await section.first().getAttribute('open')) === null)
    await section.first().locator('summary').first().click();
}

const preview = (page: Page): Locator => panel(page, 'Preview');

/** How many spikes the preview says there are. */
async function spikeCount(page: Page): Promise<number> {
  const picture = preview(page).getByRole('img', { name: /^Spikes: / });
  const [, count = ''] =
    /(\d+) spikes? at/.exec((await picture.getAttribute('aria-label')) ?? '') ?? [];
  return Number(count);
}

test('spoken digits: recordings beside their spikes, before and while a network learns them', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Spoken digits(?! by)/ }).click();
  await expect.poll(async () => (await experiment(lab)).dataset.id).toBe('spokenDigits');

  await unfold(page, 'Data');
  await expect(inspector(page).getByText(/^CC BY-SA 4.0, Z. Jackson/)).toBeVisible();
  await unfold(page, 'Encoding');
  const sound = preview(page).getByRole('img', { name: 'Pitch over time' });
  await expect(sound).toBeVisible({ timeout: 60_000 });
  await expect(sound).toHaveAttribute('data-drawn', 'image');
  await expect(
    preview(page).getByRole('img', { name: /^Spikes: \d+ spikes at 64 inputs in 100 steps$/ }),
  ).toBeVisible();
  await expect(
    preview(page).getByRole('img', { name: /^Read back: off by 0\.\d+ on average/ }),
  ).toBeVisible();
  const before = await spikeCount(page);
  expect(before).toBeGreaterThan(50);

  // Larger steps between levels: fewer spikes, from the very encoder that trains.
  const delta = inspector(page).getByRole('spinbutton', { name: 'Step', exact: true });
  await delta.fill('0.3');
  await delta.press('Enter');
  await expect.poll(() => spikeCount(page)).toBeLessThan(before / 2);
  expect(await violations(page)).toEqual([]);

  const { update, trainLoss, trainAccuracy } = await trainUpdates(lab, 3);
  expect(update).toBe(3);
  expect(trainLoss ?? Infinity).toBeLessThan(4);
  expect(trainAccuracy ?? 0).toBeGreaterThan(0);
});

test('encoders: each shows what it makes of a sample, and what that tells', async ({ page }) => {
  await openPage(page);
  await unfold(page, 'Encoding');
  const encoder = inspector(page).getByRole('combobox', { name: 'Encoder' });
  await expect(preview(page).getByRole('img', { name: /^Currents: 4 inputs/ })).toBeVisible();
  await expect(
    preview(page).getByRole('img', { name: 'Read back: off by 0.000 on average, 0.000 at most' }),
  ).toBeVisible();

  await encoder.selectOption({ label: 'Population code' });
  await expect(
    preview(page).getByRole('img', { name: /^Spikes: \d+ spikes at 24 inputs in 20 steps$/ }),
  ).toBeVisible();
  // The network has as many inputs, and is heard at once.
  await expect(panel(page, 'Raster').getByText(/Input: 24 neurons/)).toBeAttached();

  await encoder.selectOption({ label: 'Level crossing' });
  await expect(preview(page).getByRole('img', { name: /at 8 inputs in 20 steps$/ })).toBeVisible();
  const inputs = inspector(page).getByRole('combobox', { name: 'Inputs' });
  await inputs.selectOption({ label: 'Rising only' });
  await expect(preview(page).getByText('There is no way back')).toBeVisible();
});
