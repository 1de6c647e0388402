import { expect, test } from './support/test.ts';
import { experiment, openPage, panel, trainUpdates } from './support/page.ts';

test('a network trained on rates runs with spikes by one click', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = await openPage(page);
  const curves = panel(page, 'Loss and accuracy');
  const button = curves.getByRole('button', { name: 'Run with spikes' });
  await expect(button).toHaveCount(0);

  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Rates that become spikes/ }).click();
  await expect.poll(async () => (await experiment(lab)).rule.id).toBe('soft-lif');
  await expect(button).toBeDisabled();
  await trainUpdates(lab, 500);
  await button.click();

  const dialog = page.getByRole('dialog', { name: 'Rates that become spikes' });
  const answers = dialog.getByRole('table', { name: 'What an answer is worth and costs' });
  const rows = answers.getByRole('row');
  await expect(rows).toHaveCount(4, { timeout: 30_000 });
  await expect(rows.nth(3).getByRole('rowheader')).toHaveText('100–200 ms');
  const cells = async (row: number): Promise<number[]> =>
    (await rows.nth(row).getByRole('cell').allTextContents()).map(parseFloat);
  const [spiking = 0, still = 0, spikes = 0] = await cells(3);
  expect(still).toBeGreaterThan(90);
  expect(Math.abs(spiking - still)).toBeLessThan(5);
  expect(spikes).toBeGreaterThan((await cells(1))[2] ?? Infinity);
  const layers = dialog.getByRole('table', { name: 'Rates by layer' }).getByRole('row');
  await expect(layers).toHaveCount(3);

  // Without rest between images, and with the whole test split.
  await dialog.getByText('State goes on from image to image').click();
  await expect(dialog.getByText(/^100 samples in/)).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Present 1000 samples' }).click();
  await expect(dialog.getByText(/^500 samples in/)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  // Training goes on where it was.
  expect((await trainUpdates(lab, 5)).update).toBe(505);
});
