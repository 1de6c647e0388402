import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { card, notice, openPage, panel, status } from './support/page.ts';
import { expect, test } from './support/test.ts';

const tour = (page: Page) => panel(page, 'Tour');
const title = (page: Page) => tour(page).getByRole('heading');

test('I take the tour by doing what it says, with keys and pointer, and leave it by Esc', async ({
  page,
}) => {
  await openPage(page);
  await expect(panel(page, 'Raster').getByText(/Hidden: 120 neurons/)).toBeAttached();
  await expect(tour(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect(tour(page)).toBeFocused();
  await expect(title(page)).toHaveText('Train the network');
  await page.keyboard.press('Space');

  await expect(title(page)).toHaveText('Look at a spike');
  await expect(tour(page).getByText(/^It learns: /)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(status(page)).toContainText('Paused');
  await tour(page).getByRole('button', { name: 'Go there' }).focus();
  await page.keyboard.press('Enter');
  const raster = panel(page, 'Raster').getByRole('img', { name: 'Spike raster' });
  await expect(raster).toBeFocused();
  // Down to a neuron that fires, and on to a spike of it.
  const spoken = panel(page, 'Raster').getByRole('status');
  do {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await expect(spoken).toHaveText(/^Hidden, neuron \d+/);
  } while (!/spike at/.test((await spoken.textContent()) ?? ''));

  await expect(title(page)).toHaveText('Open a layer');
  await card(page, 'Readout').click();

  await expect(title(page)).toHaveText('Send the error back');
  await page.getByRole('tab', { name: 'Backward' }).click();
  await page.getByRole('slider', { name: 'Position in the backward pass' }).focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');

  await expect(title(page)).toHaveText('Change the method');
  expect(await violations(page)).toEqual([]);
  await tour(page).getByRole('button', { name: 'Back' }).click();
  await expect(title(page)).toHaveText('Send the error back');
  await tour(page).getByRole('button', { name: 'Next step' }).click();
  await page.getByRole('button', { name: /^Training method/ }).click();
  const methods = page.getByRole('dialog', { name: 'How errors travel back' });
  await expect(methods.getByRole('radio', { checked: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await expect(title(page)).toHaveText('Share the experiment');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(tour(page)).toHaveCount(0);
  await expect(notice(page, /^That was the tour/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
  await expect(tour(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(tour(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Train network' })).toBeFocused();
});

test('on a phone the tour brings what it points at, and nothing hides its words @phone', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Take the tour' }).tap();
  await expect(title(page)).toHaveText('Train the network');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Train network' }).tap();
  await expect(title(page)).toHaveText('Look at a spike');
  await page.getByRole('button', { name: 'Pause training' }).tap();
  const steps = [
    'Open a layer',
    'Send the error back',
    'Change the method',
    'Share the experiment',
  ];
  for (const next of steps) {
    await tour(page).getByRole('button', { name: 'Go there' }).tap();
    await expect(tour(page)).toBeInViewport({ ratio: 1 });
    await expect(tour(page).getByRole('button', { name: 'Skip step' })).toBeInViewport();
    await tour(page).getByRole('button', { name: 'Skip step' }).tap();
    await expect(title(page)).toHaveText(next);
  }
  await tour(page).getByRole('button', { name: 'Go there' }).tap();
  await page.getByRole('button', { name: 'Copy link' }).tap();
  await expect(notice(page, /^That was the tour/)).toBeVisible();
});
