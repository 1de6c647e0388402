/** Every screen as a person first sees it, after the same few updates of the same seed. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openPage, status, trainUpdates } from '../support/page.ts';
import { test } from '../support/test.ts';

const UPDATES = 200;

test('every screen looks as it did', async ({ page }) => {
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
    await expect.soft(sheet).toHaveScreenshot(`sheet-${name}.png`);
  }

  for (const [name, keys] of [
    ['shortcuts', '?'],
    ['commands', 'Control+k'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, name);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Examples' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look(page, 'examples');
});

/** Times and what computes differ from run to run. */
async function look(page: Page, name: string): Promise<void> {
  const changing = [status(page), page.getByRole('button', { name: /^Computing on/ })];
  await expect.soft(page).toHaveScreenshot(`${name}.png`, { mask: changing });
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
