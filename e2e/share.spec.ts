import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { brokenLinks, fragmentOf, smallDocument } from './support/documents.ts';
import {
  card,
  experiment,
  labOf,
  metrics,
  notice,
  openPage,
  panel,
  status,
  trainUpdates,
} from './support/page.ts';
import type { Lab } from './support/page.ts';

const UPDATES = 15;

async function renameTo(page: Page, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Name of the experiment' });
  await field.fill(name);
  await field.press('Enter');
}

/** As if somebody pasted another address over this page's. */
const pasteFragment = (page: Page, fragment: string) =>
  page.evaluate((text) => {
    location.hash = text;
  }, fragment);

for (const way of ['mouse', 'keyboard'] as const) {
  test(`a copied link brings the experiment back in another browser (${way})`, async ({
    page,
    browser,
  }) => {
    const lab = await openPage(page);
    const neurons = page
      .getByRole('complementary', { name: 'Inspector' })
      .getByRole('spinbutton', { name: 'Neurons' });
    await neurons.fill('48');
    await neurons.press('Enter');
    const seed = page.getByRole('textbox', { name: 'Seed' });
    await seed.fill('4711');
    await seed.press('Enter');
    await page.getByRole('button', { name: 'Next sample' }).first().click();
    await renameTo(page, 'My <b>small</b> network & more');

    const copy = page.getByRole('button', { name: 'Copy link' });
    if (way === 'mouse') await copy.click();
    else {
      await copy.focus();
      await page.keyboard.press('Enter');
    }
    await expect(notice(page, /Link copied \(\d[\d,]* characters\)/)).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.length).toBeLessThan(2000);
    const mine = await experiment(lab);
    const trained = await trainUpdates(lab, UPDATES);

    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const other = await context.newPage();
    await other.goto(link);
    const otherLab = await labOf(other);
    const theirs = await experiment(otherLab);
    expect(theirs).toEqual(mine);
    expect(theirs.seed).toBe(4711);
    expect(theirs.view.sampleIndex).toBe(1);
    await expect(other.getByRole('textbox', { name: 'Name of the experiment' })).toHaveValue(
      'My <b>small</b> network & more',
    );
    expect(await trainUpdates(otherLab, UPDATES)).toEqual(trained);
    await context.close();
  });
}

test('a file saved here opens there as the same experiment', async ({ page, browser }) => {
  const lab = await openPage(page, fragmentOf(JSON.stringify(smallDocument)));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Control+s'),
  ]);
  expect(download.suggestedFilename()).toBe('circles-by-hand.json');
  const path = await download.path();
  const mine = await experiment(lab);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1, seed: 77 });

  const context = await browser.newContext();
  const other = await context.newPage();
  const otherLab = await openPage(other);
  await chooseFile(other, path);
  await expect(notice(other, 'Opened Circles by hand.')).toBeVisible();
  expect(await experiment(otherLab)).toEqual(mine);
  await context.close();
});

test('a broken link says what is wrong with it and leaves my work alone', async ({ page }) => {
  const lab = await openPage(page);
  await renameTo(page, 'Mine');
  await trainUpdates(lab, 3);
  const mine = await experiment(lab);
  for (const [what, fragment, says] of brokenLinks) {
    await test.step(`a link ${what}`, async () => {
      await pasteFragment(page, fragment);
      const card = notice(page, 'The link cannot be opened. Your experiment is unchanged.');
      await expect(card.getByRole('alert')).toBeVisible();
      await expect(card).toContainText(says);
      expect(await experiment(lab)).toEqual(mine);
      await card.getByRole('button', { name: 'Dismiss notice' }).click();
      await expect(card).toHaveCount(0);
    });
  }
  expect((await metrics(lab)).update).toBe(3);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  await trainUpdates(lab, 2);
});

test('a page opened on a broken link shows the example and says why', async ({ page }) => {
  const [, fragment] = brokenLinks[0] ?? [];
  const lab = await openPage(page, fragment);
  await expect(notice(page, 'The link cannot be opened.')).toContainText('expected');
  expect((await experiment(lab)).name).toBe('Yin-Yang');
});

test('a broken file lists every problem and leaves my work alone', async ({ page }) => {
  const lab = await openPage(page);
  const mine = await experiment(lab);
  const files: readonly (readonly [name: string, content: string | Buffer, says: RegExp])[] = [
    ['cut.json', JSON.stringify(smallDocument).slice(0, 300), /file: got text that is not JSON/],
    ['noise.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /file: got text that is not/],
    ['huge.json', `"${'x'.repeat(1_200_000)}"`, /file: got 1201 kB, expected at most 1000 kB/],
    ['wrong.json', '{"version":1,"seed":"x","batchSize":-3}', /batchSize: got -3, expected/],
  ];
  for (const [name, content, says] of files) {
    await test.step(name, async () => {
      await chooseFile(page, { name, mimeType: 'application/json', buffer: Buffer.from(content) });
      const card = notice(page, `"${name}" cannot be opened.`);
      await expect(card).toContainText(says);
      expect(await experiment(lab)).toEqual(mine);
      await card.getByRole('button', { name: 'Dismiss notice' }).click();
    });
  }
});

test('text of a stranger is shown as text and never run', async ({ page }) => {
  const name = '<img src=x onerror="window.hacked=1">';
  const lab = await openPage(page, fragmentOf(JSON.stringify({ ...smallDocument, name })));
  expect((await experiment(lab)).name).toBe(name);
  await renameTo(page, 'Mine');
  await pasteFragment(page, fragmentOf(JSON.stringify({ ...smallDocument, name, seed: 5 })));
  await expect(page.getByRole('dialog')).toContainText(name);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('a link never takes the place of work that is saved nowhere', async ({ page, context }) => {
  const lab = await openPage(page);
  await renameTo(page, 'Mine');
  const mine = await experiment(lab);
  const fragment = fragmentOf(JSON.stringify(smallDocument));
  const dialog = page.getByRole('dialog', { name: 'Open beside your work, or replace it?' });

  await pasteFragment(page, fragment);
  await expect(dialog).toBeVisible();
  expect(await experiment(lab)).toEqual(mine);
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  expect(await experiment(lab)).toEqual(mine);

  await pasteFragment(page, fragment);
  const [beside] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('button', { name: 'Open beside' }).click(),
  ]);
  expect((await experiment(await labOf(beside))).name).toBe('Circles by hand');
  await beside.close();
  expect(await experiment(lab)).toEqual(mine);

  await pasteFragment(page, fragment);
  await dialog.getByRole('button', { name: 'Replace' }).press('Enter');
  await expect(card(page, 'Middle')).toBeVisible();
  expect((await experiment(lab)).name).toBe('Circles by hand');
  await page.getByRole('button', { name: 'Undo open link' }).click();
  expect((await experiment(lab)).name).toBe('Mine');
});

test('after a reload I go on where I was', async ({ page }) => {
  const lab = await openPage(page);
  await page.getByRole('button', { name: 'Train network' }).click();
  await expect.poll(async () => (await metrics(lab)).update).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Pause training' }).click();
  await expect(status(page)).toContainText('Paused');
  await renameTo(page, 'Half trained');
  const before = { metrics: await metrics(lab), scores: await scoresOf(lab) };
  // Changes are kept a second after they rest.
  await expect.poll(() => keptName(page)).toBe('Half trained');

  await page.reload();
  const after = await labOf(page);
  const offer = notice(page, /Continue from \d\d:\d\d\?/);
  await expect(offer).toContainText(`trained for ${before.metrics.update} updates`);
  await offer.getByRole('button', { name: 'Continue' }).press('Enter');
  await expect.poll(async () => (await metrics(after)).update).toBe(before.metrics.update);
  expect(await metrics(after)).toEqual(before.metrics);
  expect(await scoresOf(after)).toEqual(before.scores);
  expect((await experiment(after)).name).toBe('Half trained');
  await trainUpdates(after, 2);
  expect((await metrics(after)).update).toBe(before.metrics.update + 2);
  await expect(panel(page, 'Loss and accuracy').getByText(/train: now/)).toBeAttached();
});

const scoresOf = (lab: Lab) =>
  lab.evaluate(async (spikeground) => (await spikeground.spikes(7)).scores);

/** Name of the newest document that the browser has kept. */
function keptName(page: Page): Promise<string | null> {
  return page.evaluate(
    () =>
      new Promise<string | null>((resolve, reject) => {
        const opening = indexedDB.open('spikeground');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const all = database.transaction('sessions').objectStore('sessions').getAll();
          all.addEventListener('success', () => {
            database.close();
            const kept: unknown = all.result.at(-1)?.experiment.name;
            resolve(typeof kept === 'string' ? kept : null);
          });
        });
      }),
  );
}

async function chooseFile(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open file' }).click(),
  ]);
  await chooser.setFiles(file);
}
