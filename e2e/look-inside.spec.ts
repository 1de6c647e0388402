import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  box,
  card,
  drag,
  experiment,
  openPage,
  panel,
  picture,
  restingPicture,
} from './support/page.ts';
import type { Lab } from './support/page.ts';

const chosen = (page: Page) =>
  panel(page, 'Membrane potential').getByRole('list', { name: 'Chosen neurons' });

/** A point of the raster inside the band of the hidden layer, at a share of the plot's width. */
async function inHiddenBand(page: Page, share: number) {
  const raster = await box(panel(page, 'Raster').getByRole('img', { name: 'Spike raster' }));
  return { x: raster.x + raster.width * share, y: raster.y + raster.height * 0.35 };
}

/** What the membrane panel says about a neuron must be what the network did. */
async function expectTraceOf(page: Page, lab: Lab, neuron: number): Promise<void> {
  const spikes = await lab.evaluate(async (spikeground, index) => {
    const { layers } = await spikeground.spikes(0);
    const hidden = layers.find(({ id }) => id === 'hidden');
    return hidden?.neurons.filter((other) => other === index).length ?? -1;
  }, neuron);
  const words = new RegExp(`^neuron ${neuron}: ${spikes} spikes?, v from \\S+ to \\S+\\.$`);
  await expect(panel(page, 'Membrane potential').getByText(words)).toBeAttached();
}

async function train(lab: Lab): Promise<void> {
  await lab.evaluate((spikeground) => spikeground.train({ updates: 50 }));
}

test('I click a layer, then a neuron in the raster, and see its membrane', async ({ page }) => {
  const lab = await openPage(page);
  await train(lab);
  await card(page, 'Readout').click();
  await expect(
    panel(page, 'Membrane potential').getByRole('combobox', { name: 'Layer' }),
  ).toHaveValue('readout');

  const membranes = panel(page, 'Membrane potential');
  const before = await restingPicture(membranes);
  const { x, y } = await inHiddenBand(page, 0.5);
  await page.mouse.click(x, y);
  await expect(chosen(page).getByRole('button')).toHaveCount(1);
  const { layerId, neurons } = (await experiment(lab)).view;
  expect(layerId).toBe('hidden');
  const [neuron = -1] = neurons;
  await expect(chosen(page).getByRole('button', { name: `Remove neuron ${neuron}` })).toBeVisible();
  await expectTraceOf(page, lab, neuron);
  expect(await restingPicture(membranes)).not.toBe(before);

  // A second one beside it, with Shift; then the first one away.
  await page.keyboard.down('Shift');
  await page.mouse.click(x, y + 25);
  await page.keyboard.up('Shift');
  await expect(chosen(page).getByRole('button')).toHaveCount(2);
  await chosen(page)
    .getByRole('button', { name: `Remove neuron ${neuron}` })
    .click();
  await expect(chosen(page).getByRole('button')).toHaveCount(1);
  expect((await experiment(lab)).view.neurons).not.toContain(neuron);
});

test('I drag a stretch of time to zoom all time axes, and double-click to see all again', async ({
  page,
}) => {
  await openPage(page);
  const [raster, membranes] = [panel(page, 'Raster'), panel(page, 'Membrane potential')];
  const away = () => page.mouse.move(700, 150);
  await away();
  const whole = [await restingPicture(raster), await restingPicture(membranes)];

  const [from, to] = [await inHiddenBand(page, 0.35), await inHiddenBand(page, 0.55)];
  await drag(page, from, to);
  await away();
  expect(await restingPicture(raster)).not.toBe(whole[0]);
  expect(await restingPicture(membranes)).not.toBe(whole[1]);

  const { centre } = await box(membranes.getByRole('img', { name: 'Membrane traces' }));
  await page.mouse.dblclick(centre.x, centre.y);
  await away();
  await expect.poll(() => picture(raster)).toBe(whole[0]);
  await expect.poll(() => picture(membranes)).toBe(whole[1]);
});

test('hovering the raster moves the cursor of the membranes', async ({ page }) => {
  await openPage(page);
  const membranes = panel(page, 'Membrane potential');
  await page.mouse.move(700, 150);
  const before = await restingPicture(membranes);
  const at = await inHiddenBand(page, 0.4);
  await page.mouse.move(at.x, at.y);
  await expect.poll(() => picture(membranes)).not.toBe(before);
  await page.mouse.move(700, 150);
  await expect.poll(() => picture(membranes)).toBe(before);
});

test('with the keyboard alone: layer, neuron by number, sample, zoom and fit', async ({ page }) => {
  const lab = await openPage(page);
  await train(lab);
  const membranes = panel(page, 'Membrane potential');
  await expect(membranes.getByRole('img', { name: 'Membrane traces' })).toBeVisible();
  await page.keyboard.press('2');
  await expect
    .poll(() =>
      membranes.evaluate((element) => {
        const { activeElement, body } = document;
        // The page itself contains everything, and has the focus until the panel takes it.
        return activeElement !== body && activeElement?.contains(element);
      }),
    )
    .toBe(true);
  const number = membranes.getByRole('textbox', { name: 'Add neuron by number' });
  await tabUntil(page, () => number.evaluate((element) => element === document.activeElement));
  await page.keyboard.type('17');
  await page.keyboard.press('Enter');
  await expect(chosen(page).getByRole('button', { name: 'Remove neuron 17' })).toBeVisible();
  expect((await experiment(lab)).view.neurons).toContain(17);
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
  await expect(membranes.getByText('A number from 0 to 119.')).toBeVisible();
  await page.keyboard.press('Escape');

  const plot = membranes.getByRole('img', { name: 'Membrane traces' });
  await tabUntil(page, () => plot.evaluate((element) => element === document.activeElement));
  const whole = await restingPicture(membranes);
  const raster = panel(page, 'Raster');
  const wholeRaster = await restingPicture(raster);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  expect(await restingPicture(membranes)).not.toBe(whole);
  expect(await restingPicture(raster)).not.toBe(wholeRaster);
  await page.keyboard.press('0');
  expect(await restingPicture(membranes)).toBe(whole);
  expect(await restingPicture(raster)).toBe(wholeRaster);

  await page.keyboard.press(']');
  await expect(panel(page, 'Raster').getByLabel('Number of the sample')).toHaveValue('1');
  expect((await experiment(lab)).view.sampleIndex).toBe(1);
  expect(await restingPicture(raster)).not.toBe(wholeRaster);
  await page.keyboard.press('[');
  expect((await experiment(lab)).view.sampleIndex).toBe(0);
});

test('a panel saves its numbers, which are the spikes of the network, and its picture as vectors', async ({
  page,
}) => {
  const lab = await openPage(page);
  await train(lab);
  const rows = (await saved(page, 'Save data (CSV)')).trim().split('\n').slice(1);
  const spikes = await lab.evaluate(async (spikeground) => {
    const { layers } = await spikeground.spikes(0);
    return layers.reduce((sum, { neurons }) => sum + neurons.length, 0);
  });
  expect(spikes).toBeGreaterThan(0);
  expect(rows).toHaveLength(spikes);
  const picture = await saved(page, 'Save picture (SVG)');
  expect(picture).toMatch(/^<svg/);
  expect(picture).toContain('seed 1');
});

/** The text of the file that an action of the raster's menu saves. */
async function saved(page: Page, action: string): Promise<string> {
  const arriving = page.waitForEvent('download');
  await panel(page, 'Raster').getByRole('button', { name: 'Raster: actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await arriving).createReadStream()) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function tabUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error('Tab never got there');
}
