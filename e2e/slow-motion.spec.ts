import { box, card, metrics, openPage, panel, restingPicture, status } from './support/page.ts';
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

test('Step does what the menu beside it says, and goes on doing so', async ({ page }) => {
  const lab = await openPage(page);
  await expect(panel(page, 'Raster').getByText(/Hidden: 120 neurons/)).toBeAttached();
  const menu = page.getByRole('button', { name: 'What a step is' });
  await page.keyboard.press('.');
  await expect.poll(async () => (await metrics(lab)).update).toBe(1);

  await menu.click();
  await page.getByRole('menuitemcheckbox', { name: /^One epoch/ }).click();
  await page.getByRole('button', { name: 'One epoch' }).click();
  await expect.poll(async () => (await metrics(lab)).epoch).toBe(1);
  await expect(status(page)).toContainText('Paused');
  const { update } = await metrics(lab);

  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: /^One update/ })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'One time step' })).toBeVisible();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('.');
  const moment = page.getByRole('slider', { name: 'Moment of the sample' });
  await expect(moment).toHaveValue('2');
  expect((await metrics(lab)).update, 'updates after steps in time').toBe(update);

  await page.reload();
  await expect(page.getByRole('button', { name: 'One time step' })).toBeVisible();
});

test('on a phone I go through a sample step by step @phone', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'What a step is' }).tap();
  await page.getByRole('menuitemcheckbox', { name: /^One time step/ }).tap();
  const step = page.getByRole('button', { name: 'One time step' });
  const moment = page.getByRole('slider', { name: 'Moment of the sample' });
  await expect(async () => {
    await step.tap();
    await expect(moment).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  const before = Number(await moment.inputValue());
  await step.tap();
  await step.tap();
  await expect(moment).toHaveValue(String(before + 2));
  await page.getByRole('button', { name: 'Play in slow motion' }).tap();
  await expect.poll(async () => Number(await moment.inputValue())).toBeGreaterThan(before + 3);
  await expect(page.getByRole('button', { name: 'Train network' })).toBeInViewport();
});
