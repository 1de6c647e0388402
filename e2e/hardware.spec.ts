import { inflateRawSync } from 'node:zlib';
import { violations } from './support/axe.ts';
import { experiment, inspector, labOf, openPage, panel, trainUpdates } from './support/page.ts';
import { expect, test } from './support/test.ts';

/** The list of effects that the fragment of an address carries. */
function decodedEffects(fragment: string): unknown {
  const encoded = new URLSearchParams(fragment.slice(1)).get('e') ?? '';
  if (encoded === '') return undefined;
  const text = inflateRawSync(Buffer.from(encoded, 'base64url')).toString();
  const document: { effects?: { list?: unknown } } = JSON.parse(text);
  return document.effects?.list;
}

const settings = 'Close layer, show settings of the experiment';

test('effects are switched on with their strength, travel by link and can be undone', async ({
  page,
}) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 20);
  const update = () => lab.evaluate((spikeground) => spikeground.metrics().update);
  await inspector(page).getByRole('button', { name: settings }).click();
  await inspector(page).getByText('Hardware effects').click();
  await inspector(page).getByRole('switch', { name: 'Weight resolution' }).click();
  await inspector(page).getByRole('slider', { name: 'Bits of a weight' }).press('ArrowLeft');
  await inspector(page).getByRole('switch', { name: 'Lost spikes' }).click();
  await expect
    .poll(async () => (await experiment(lab)).effects?.list)
    .toEqual([
      { id: 'weightResolution', params: { bits: 3 } },
      { id: 'lostSpikes', params: { share: 0.1 } },
    ]);
  // The trained weights stay.
  await expect.poll(update).toBe(20);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect
    .poll(async () => (await experiment(lab)).effects?.list.map(({ id }) => id))
    .toEqual(['weightResolution']);

  // What the address carries is there again when it is opened.
  await expect
    .poll(async () => decodedEffects(await page.evaluate(() => location.hash)))
    .toEqual([{ id: 'weightResolution', params: { bits: 3 } }]);
  await page.reload();
  expect((await experiment(await labOf(page))).effects?.list).toEqual([
    { id: 'weightResolution', params: { bits: 3 } },
  ]);
});

test('an effect that a method cannot compute is greyed out with the reason', async ({ page }) => {
  await openPage(page, 'experiment=bats-yin-yang');
  await inspector(page).getByRole('button', { name: settings }).click();
  await inspector(page).getByText('Hardware effects').click();
  const refused = inspector(page).getByRole('switch', { name: 'Spread of time constants' });
  await expect(refused).toBeDisabled();
  await expect(inspector(page)).toContainText('twice as slow as its synapses');
  await expect(inspector(page).getByRole('switch', { name: 'Spike jitter' })).toBeEnabled();
});

test('accuracy is plotted against the strength of one effect', async ({ page }) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 60);
  await inspector(page).getByRole('button', { name: settings }).click();
  await inspector(page).getByText('Hardware effects').click();
  await inspector(page).getByRole('button', { name: 'Plot accuracy against distortion' }).click();
  const study = page.getByRole('dialog', { name: 'Accuracy against distortion' });
  await study.getByRole('combobox', { name: 'Effect' }).selectOption('lostSpikes');
  await study.getByRole('spinbutton', { name: 'Points' }).fill('3');
  await study.getByRole('spinbutton', { name: 'Pieces of hardware a point' }).fill('2');
  await study.getByRole('spinbutton', { name: 'Samples an evaluation' }).fill('100');
  await study.getByRole('button', { name: 'Start study' }).click();
  await expect(study.getByText('All 6 evaluations are done.')).toBeVisible({ timeout: 30_000 });
  const rows = study.getByRole('table', { name: 'Points of the study' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  const share = async (row: number): Promise<number> =>
    Number.parseFloat((await rows.nth(row).getByRole('cell').first().textContent()) ?? '');
  // With every spike lost a network of three classes guesses.
  expect(await share(1)).toBeGreaterThan(await share(3));
  await expect(study.getByText(/^Without the effect: /)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  // Nothing has changed: neither the document nor the training.
  await page.keyboard.press('Escape');
  await expect(study).toBeHidden();
  expect((await experiment(lab)).effects).toBeUndefined();
  expect(await lab.evaluate((spikeground) => spikeground.metrics().update)).toBe(60);
  await expect(panel(page, 'Network')).toBeVisible();
});
