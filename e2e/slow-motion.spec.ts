import { box, card, openPage, panel, restingPicture, status } from './support/page.ts';
import { expect, test } from './support/test.ts';

test('I watch one sample in slow motion, go step by step, and point at a moment', async ({
  page,
}) => {
  await openPage(page);
  await expect(panel(page, 'Raster').getByText(/Hidden: 120 neurons/)).toBeAttached();
  const controls = page.getByRole('group', { name: 'Slow motion' });
  const moment = controls.getByRole('slider', { name: 'Moment of the sample' });
  const at = async (): Promise<number> => Number(await moment.inputValue());
  await expect(controls).toHaveCount(0);

  await page.keyboard.press('p');
  await expect.poll(at).toBeGreaterThan(0.5);
  await expect(controls.getByRole('combobox', { name: 'Speed of slow motion' })).toHaveValue(
    '0.005',
  );
  await expect(card(page, 'Hidden').getByText(/^\d+ now$/)).toBeAttached();
  await page.keyboard.press('p');
  await expect(controls.getByRole('button', { name: 'Play in slow motion' })).toBeVisible();

  const membranes = panel(page, 'Membrane potential');
  await moment.focus();
  await page.keyboard.press('Home');
  await expect.poll(at).toBe(0);
  const before = await restingPicture(membranes);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('>');
  await expect(moment).toHaveAttribute('aria-valuetext', /^2\.0 of 20 ms\. Hidden: \d+ spikes?$/);
  expect(await restingPicture(membranes)).not.toBe(before);
  await page.keyboard.press('<');
  await expect.poll(at).toBe(1);

  const { x, y, width, height } = await box(membranes.getByRole('img'));
  await page.mouse.move(x + width * 0.7, y + height * 0.4);
  await expect.poll(at).toBeGreaterThan(10);
  await page.mouse.move(700, 150);
  await expect.poll(at).toBeGreaterThan(10);
  await expect(status(page)).toContainText('Ready');

  await page.getByRole('button', { name: 'Leave slow motion' }).click();
  await expect(controls).toHaveCount(0);
  await expect(card(page, 'Hidden').getByText(/now$/)).toHaveCount(0);
});
