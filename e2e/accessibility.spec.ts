import { expect, test } from './support/test.ts';
import { violations } from './support/axe.ts';
import { card, openPage, panel, trainUpdates } from './support/page.ts';

test('where the system forces its colours, page and pictures take them', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const lab = await openPage(page);
  await trainUpdates(lab, 20);
  const tokens = () =>
    page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return ['--surface', '--spike', '--accent'].map((name) => style.getPropertyValue(name));
    });
  expect(await tokens()).toEqual(['Canvas', 'CanvasText', 'Highlight']);
  // A theme that was chosen would bring the wrong ground for the colours of data.
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Light' }).click();
  expect(await tokens()).toEqual(['Canvas', 'CanvasText', 'Highlight']);
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  await expect(card(page, 'Hidden').locator('.layer-card')).toHaveCSS('outline-style', 'solid');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the main screen, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const lab = await openPage(page);
    await trainUpdates(lab, 60);
    await expect(panel(page, 'Raster').getByText(/Hidden: 120 neurons/)).toBeAttached();
    expect(await violations(page)).toEqual([]);

    // Slow motion, the experiment's settings, the list, and the other panels.
    await page.keyboard.press('>');
    await expect(page.getByRole('group', { name: 'Slow motion' })).toBeVisible();
    await page.getByRole('button', { name: 'Close layer, show settings' }).click();
    await page.getByRole('button', { name: 'Show network as a list' }).click();
    await page.getByRole('tab', { name: 'Map' }).click();
    await expect(panel(page, 'Decision map')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Weights' }).click();
    await expect(panel(page, 'Weights')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  test(`axe finds nothing in menus and dialogs, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page);
    const screens: readonly (readonly [name: string, open: () => Promise<void>])[] = [
      ['shortcuts', () => page.keyboard.press('?')],
      ['commands', () => page.keyboard.press('Control+k')],
      ['add layer', () => page.keyboard.press('a')],
      ['examples', () => page.getByRole('button', { name: 'Examples' }).click()],
      ['backend', () => page.getByRole('button', { name: /^Computing on/ }).click()],
    ];
    for (const [name, open] of screens) {
      await test.step(name, async () => {
        await open();
        await expect(page.locator('[role=dialog], [role=menu]')).toBeVisible();
        expect(await violations(page, true)).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0);
      });
    }
    await page.getByRole('button', { name: 'Undo: nothing to undo' }).focus();
    await card(page, 'Hidden').click();
    await page.keyboard.press('Delete');
    await expect(panel(page, 'Network').getByText('Nothing is connected').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test('what I type after Ctrl+K goes to the command list, however fast I am', async ({ page }) => {
  const lab = await openPage(page);
  // The list is loaded when it is first asked for; here that takes a while.
  let isAsked = false;
  await page.route(/CommandDialog.*\.js$/, async (route) => {
    isAsked = true;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('keyboard ');
  await expect(page.getByRole('searchbox', { name: 'Search commands' })).toHaveValue('keyboard ');
  expect(isAsked).toBe(true);
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  // None of those letters acted on the page: D opens the pad, T the tour, R resets.
  await expect(page.getByRole('region', { name: 'Tour' })).toHaveCount(0);
  expect(await lab.evaluate((spikeground) => spikeground.experiment().network.layers.length)).toBe(
    3,
  );
});
