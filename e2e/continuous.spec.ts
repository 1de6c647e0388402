import { expect, test } from './support/test.ts';
import { openPage, panel, trainUpdates } from './support/page.ts';

test('a network trained on coarse steps runs in continuous time by one click', async ({ page }) => {
  test.setTimeout(150_000);
  const lab = await openPage(page);
  const curves = panel(page, 'Loss and accuracy');
  const button = curves.getByRole('button', { name: 'Run in continuous time' });
  await expect(button).toHaveCount(0);

  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Coarse steps, continuous time/ }).click();
  await expect(button).toBeDisabled({ timeout: 30_000 });
  await trainUpdates(lab, 600);
  await button.click();

  const dialog = page.getByRole('dialog', { name: 'Coarse steps and continuous time' });
  const rows = dialog.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(5, { timeout: 30_000 });
  const cells = async (row: number): Promise<number[]> =>
    (await rows.nth(row).getByRole('cell').allTextContents()).slice(0, 3).map(parseFloat);
  await expect(rows.nth(1).getByRole('rowheader')).toHaveText('8');
  await expect(rows.nth(4).getByRole('rowheader')).toHaveText('64');
  const [coarse = 0, continuous = 0, agreement = 0] = await cells(4);
  expect(coarse).toBeGreaterThan(85);
  expect(continuous).toBeGreaterThan(85);
  expect(agreement).toBeGreaterThan(85);
  expect((await cells(1))[1]).toBeLessThan(100);

  await dialog.getByRole('button', { name: 'Compare 1000 samples' }).click();
  await expect(dialog.getByText(/^500 samples in/)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  // Training goes on where it was.
  expect((await trainUpdates(lab, 5)).update).toBe(605);
});
