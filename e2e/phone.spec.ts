import { violations } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import { connections, metrics, openPage, panel, status } from './support/page.ts';

test('on a phone I add a layer, train under the thumb and watch @phone', async ({ page }) => {
  const lab = await openPage(page);
  // However long a look at each tab takes: forty epochs are over in seconds.
  await lab.evaluate((spikeground) => {
    const opened = spikeground.experiment();
    return spikeground.load({ ...opened, stopping: { ...opened.stopping, epochs: 0 } });
  });
  const play = page.getByRole('button', { name: 'Train network' });
  await expect(play).toBeInViewport();
  for (const tab of ['Network', 'Train', 'Watch']) {
    await expect(page.getByRole('tab', { name: tab })).toBeInViewport();
  }
  await expect(page.getByRole('tab')).toHaveCount(3);

  await panel(page, 'Network')
    .getByRole('button', { name: 'Insert a layer here: Input → Hidden' })
    .tap();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Dense LIF/ })
    .tap();
  expect(await connections(lab)).toEqual([
    'Dense LIF → Hidden',
    'Hidden → Readout',
    'Input → Dense LIF',
  ]);

  await play.tap();
  await expect
    .poll(async () => (await metrics(lab)).update, { timeout: 30_000 })
    .toBeGreaterThan(5);
  await page.getByRole('tab', { name: 'Watch' }).tap();
  const pause = page.getByRole('button', { name: 'Pause training' });
  await expect(pause).toBeInViewport();
  await expect(panel(page, 'Raster').getByRole('img', { name: 'Spike raster' })).toBeVisible();
  await page.getByRole('tab', { name: 'Train' }).tap();
  await expect(panel(page, 'Loss and accuracy')).toBeVisible();
  await pause.tap();
  await expect(status(page)).toContainText('Paused');

  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, 'pixels the page scrolls sideways').toBeLessThanOrEqual(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen of a phone, ${colorScheme} @phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page);
    for (const tab of ['Network', 'Train', 'Watch']) {
      await page.getByRole('tab', { name: tab }).tap();
      expect(await violations(page), tab).toEqual([]);
    }
  });
}
