import type { Page } from '@playwright/test';
import { catalog } from '#catalog/index.ts';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/test.ts';
import type { Lab } from './support/page.ts';
import { experiment, metrics, notice, openPage, panel, trainUpdates } from './support/page.ts';

/** Data sets that any of the methods learns within a minute. */
const SMALL_DATA = ['yinYang', 'digits'];
/** What an example without a target of its own has to reach. */
const ENOUGH = 0.9;
const MINUTE_MS = 60_000;
const UPDATES = 6;

const ruleIds = catalog.rules.map(({ id }) => id);
const labelOf = (ruleId: string): string =>
  catalog.rules.find(({ id }) => id === ruleId)?.label ?? ruleId;

for (const { id, label } of catalog.rules) {
  const example = examples.find(
    ({ experiment: { rule, dataset } }) => rule.id === id && SMALL_DATA.includes(dataset.id),
  );
  const title = example?.title ?? 'an example of its own';
  test(`${label}: ${title} from the gallery is learnt within a minute`, async ({ page }) => {
    test.setTimeout(150_000);
    if (example === undefined) throw new Error(`the gallery has no small example of ${id}`);
    const lab = await openPage(page);
    await page.getByRole('button', { name: 'Examples' }).click();
    // Titles alone are not enough: one begins as another ends.
    const name = new RegExp(`^${[title, label, example.youWillSee].map(escaped).join('\\s*')}`);
    await page.getByRole('menuitem', { name }).click();
    await expect(methodButton(page)).toHaveAccessibleName(new RegExp(escaped(label)));
    await expect.poll(async () => (await experiment(lab)).rule.id).toBe(id);

    const target = example.experiment.stopping.targetAccuracy || ENOUGH;
    const start = Date.now();
    await page.keyboard.press('Space');
    await expect
      .poll(async () => (await metrics(lab)).testAccuracy ?? 0, {
        timeout: MINUTE_MS,
        intervals: [250],
        message: `test accuracy of ${title}`,
      })
      .toBeGreaterThanOrEqual(target);
    console.log(`${id}: ${target} after ${((Date.now() - start) / 1000).toFixed(1)} s`);
    // The raster is put into words while training rests.
    await lab.evaluate((spikeground) => spikeground.pause());
    await expectActivity(page, lab);
  });
}

/** Two ways through all methods and back to the first: as listed, and by every other one. */
const ways = [
  [...ruleIds.slice(1), ...ruleIds.slice(0, 1)],
  [
    ...ruleIds.filter((_, index) => index > 0 && index % 2 === 0),
    ...ruleIds.filter((_, index) => index % 2 === 1),
    ...ruleIds.slice(0, 1),
  ],
];

for (const [number, way] of ways.entries()) {
  test(`one network goes through all methods without a reload, way ${number + 1}`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const lab = await openPage(page);
    await page.evaluate(() => void Object.assign(window, { sameplace: true }));
    for (const ruleId of way) {
      const before = await experiment(lab);
      if (before.rule.id === ruleId) continue;
      await switchTo(page, ruleId);
      await expect.poll(async () => (await experiment(lab)).rule.id).toBe(ruleId);
      const said = await changesIn(page);
      expect(said.length, `changes from ${before.rule.id} to ${ruleId}`).toBeGreaterThan(0);
      for (const sentence of said) expect(sentence).toMatch(/→|removed|added/);
      expectKept(before, await experiment(lab));

      const { trainLoss, update } = await trainUpdates(lab, UPDATES);
      expect(update, ruleId).toBe(UPDATES);
      expect(Number.isFinite(trainLoss), `loss under ${ruleId}: ${trainLoss}`).toBe(true);
      await expectActivity(page, lab);
      console.log(`${before.rule.id} → ${ruleId}: ${said.length} changes, loss ${trainLoss}`);
    }
    expect(await page.evaluate(() => 'sameplace' in window), 'the same page').toBe(true);
  });
}

test('a switch is one undo, and the way back restores what it had replaced', async ({ page }) => {
  const lab = await openPage(page);
  const first = await experiment(lab);
  const [, second = '', third = ''] = ruleIds;
  await switchTo(page, second);
  await page.getByRole('button', { name: `Undo switch to ${labelOf(second)}` }).click();
  expect(await experiment(lab)).toEqual(first);
  await expect(notice(page, 'Errors now travel back')).toHaveCount(0);

  await switchTo(page, second);
  await notice(page, 'Errors now travel back').getByRole('button', { name: 'Undo' }).click();
  expect(await experiment(lab)).toEqual(first);

  await switchTo(page, second);
  await switchTo(page, third);
  await switchTo(page, first.rule.id);
  expect(await experiment(lab)).toEqual(first);
});

test('methods by keyboard: arrows read, Enter switches, and the command list does it too', async ({
  page,
}) => {
  const lab = await openPage(page);
  await methodButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(picker(page).getByRole('radio')).toHaveCount(ruleIds.length);
  await expect(picker(page).getByRole('radio', { checked: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(picker(page).getByText('Would be changed to suit it')).toBeVisible();
  expect(await violations(page, true)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(picker(page)).toHaveCount(0);
  expect((await experiment(lab)).rule.id).toBe(ruleIds[1]);

  const last = catalog.rules.at(-1);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill(`train with ${last?.label}`);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await experiment(lab)).rule.id).toBe(last?.id);
});

test('what the method cannot use is grey, and one click brings the method that can', async ({
  page,
}) => {
  const rule = catalog.rules.find(({ supports }) => !supports.recurrent);
  if (rule === undefined) throw new Error('every method can train recurrence');
  const lab = await openPage(page);
  await switchTo(page, rule.id);
  const item = panel(page, 'Layers').getByRole('button', { name: /^Recurrent/ });
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expect(item).toHaveAccessibleDescription(new RegExp(`not with ${escaped(rule.label)}`));
  await item.focus();
  await page.keyboard.press('Enter');
  const refused = notice(page, `not with ${rule.label}`);
  await refused.getByRole('button', { name: /^Switch to / }).click();
  await expect.poll(async () => (await experiment(lab)).rule.id).not.toBe(rule.id);
  const { connections } = (await experiment(lab)).network;
  expect(connections.some(({ from, to }) => from === to)).toBe(true);
});

test('a method that cannot train the network says what is in the way', async ({ page }) => {
  const rule = catalog.rules.find(
    ({ supports }) => supports.layers !== 'all' && !supports.layers.includes('conv'),
  );
  const conv = examples.find(({ experiment: { network } }) =>
    network.layers.some(({ kind }) => kind === 'conv'),
  );
  if (rule === undefined || conv === undefined) throw new Error('nothing to try');
  const lab = await openPage(page);
  await lab.evaluate((spikeground, document) => spikeground.load(document), conv.experiment);
  await methodButton(page).click();
  await page.getByRole('radio', { name: rule.label }).click();
  await expect(picker(page).getByText('What is in the way:')).toBeVisible();
  const reasons = picker(page).getByText(/cannot train through a layer of the kind "Conv LIF"/);
  await expect(reasons).toBeVisible();
  await expect(picker(page).getByRole('button', { name: /^Switch to/ })).toHaveCount(0);
});

test('methods on a phone @phone', async ({ page }) => {
  const lab = await openPage(page);
  const [, second = ''] = ruleIds;
  await switchTo(page, second);
  expect((await experiment(lab)).rule.id).toBe(second);
  expect((await changesIn(page)).length).toBeGreaterThan(0);
  const { trainLoss } = await trainUpdates(lab, UPDATES);
  expect(Number.isFinite(trainLoss)).toBe(true);
});

const methodButton = (page: Page) => page.getByRole('button', { name: /^Training method/ });

const picker = (page: Page) => page.getByRole('dialog', { name: 'How errors travel back' });

async function switchTo(page: Page, ruleId: string): Promise<void> {
  const label = labelOf(ruleId);
  await methodButton(page).click();
  await picker(page).getByRole('radio', { name: label, exact: true }).click();
  await picker(page)
    .getByRole('button', { name: `Switch to ${label}`, exact: true })
    .click();
  await expect(picker(page)).toHaveCount(0);
}

/** The sentences of the notice about the switch. */
async function changesIn(page: Page): Promise<string[]> {
  const card = notice(page, 'Errors now travel back');
  await expect(card).toBeVisible();
  return card.getByRole('listitem').allTextContents();
}

/** What no method has a say in. */
function expectKept(before: Experiment, after: Experiment): void {
  for (const key of ['dataset', 'seed', 'name', 'stopping', 'view'] as const) {
    expect(after[key], key).toEqual(before[key]);
  }
  const sizes = ({ network }: Experiment) =>
    network.layers.map(({ id, name, params }) => [id, name, params['units']]);
  expect(sizes(after)).toEqual(sizes(before));
}

/** The hidden layer spikes, in the numbers and in the raster. */
async function expectActivity(page: Page, lab: Lab): Promise<void> {
  const record = await lab.evaluate((spikeground) => spikeground.spikes(0));
  const hidden = record.layers.slice(1, -1);
  const spikes = hidden.reduce((sum, layer) => sum + layer.neurons.length, 0);
  expect(spikes, 'hidden spikes of a test sample').toBeGreaterThan(0);
  const summary = panel(page, 'Raster').getByText(
    /\d+ neurons, \d+ silent, mean \S+ Hz, first spike/,
  );
  await expect(summary.first()).toBeAttached();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
