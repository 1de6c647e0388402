import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { box, card, drag, experiment, openPage, panel, restingPicture } from './support/page.ts';
import { expect, test } from './support/test.ts';

const rasterPlot = (page: Page): Locator =>
  panel(page, 'Raster').getByRole('img', { name: 'Spike raster' });
const neuron = (page: Page): Locator => panel(page, 'Neuron view');
/** The neuron that a card marks, as a number in words; null for none. */
const marked = (page: Page, layer: string): Promise<string | null> =>
  card(page, layer).locator('.layer-card').getAttribute('data-pointed');
/** What the membrane panel says in words. */
const membraneWords = (page: Page, neuronIndex: number): Locator =>
  panel(page, 'Membrane potential').getByText(new RegExp(`neuron ${neuronIndex}: \\d+ spikes?, v`));

test('I hover a spike: its neuron is marked in the network, its membrane, weights and equation show', async ({
  page,
}) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 40 }));
  await page.getByRole('tab', { name: 'Neuron' }).click();
  await expect(neuron(page).getByText(/^Hidden, neuron 3, step/)).toBeVisible();
  const before = await experiment(lab);

  const { x, y, width, height } = await box(rasterPlot(page));
  await page.mouse.move(x + width * 0.5, y + height * 0.33);
  await expect.poll(() => marked(page, 'Hidden')).not.toBeNull();
  const index = Number(await marked(page, 'Hidden'));
  const spikes = await lab.evaluate(async (spikeground, pointed) => {
    const { layers } = await spikeground.spikes(0);
    const hidden = layers.find(({ id }) => id === 'hidden');
    return hidden?.neurons.filter((own) => own === pointed).length ?? -1;
  }, index);
  await expect(
    neuron(page).getByText(new RegExp(`^Hidden, neuron ${index}, step \\d+, [\\d.]+ ms: `)),
  ).toBeVisible();
  await expect(
    neuron(page).getByText(new RegExp(`^${spikes === 1 ? '1 spike' : `${spikes} spikes`}, `)),
  ).toBeVisible();
  await expect(neuron(page).getByRole('region', { name: 'From Input' })).toBeVisible();
  await expect(membraneWords(page, index)).toBeAttached();

  await page.mouse.move(700, 150);
  await expect.poll(() => marked(page, 'Hidden')).toBeNull();
  await expect(neuron(page).getByText(/^Hidden, neuron 3, step/)).toBeVisible();
  expect((await experiment(lab)).view).toEqual(before.view);

  // A click keeps it.
  await page.mouse.click(x + width * 0.5, y + height * 0.33);
  await page.mouse.move(700, 150);
  expect((await experiment(lab)).view.neurons).toEqual([index]);
  await expect(neuron(page).getByLabel('Number of the neuron')).toHaveValue(String(index));

  // And so does the neuron itself, where its layer is unfolded: 0 is the dot at the top left.
  const hidden = card(page, 'Hidden');
  await hidden.getByRole('button', { name: 'Show the neurons of Hidden' }).press('Enter');
  await hidden.locator('canvas[data-drawn="neurons"]').click({ position: { x: 10, y: 10 } });
  await expect.poll(async () => (await experiment(lab)).view.neurons).toEqual([0]);
});

test('a stretch of time is one for all charts; wheel, Escape and a button lead there and back', async ({
  page,
}) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 5 }));
  await page.getByRole('tab', { name: 'Backward' }).click();
  const panels = ['Raster', 'Membrane potential', 'Backward pass'].map((name) => panel(page, name));
  await expect(panel(page, 'Backward pass').getByRole('slider')).toBeVisible();
  const away = () => page.mouse.move(700, 150);
  const pictures = async (): Promise<string[]> => {
    await away();
    return Promise.all(panels.map((own) => restingPicture(own)));
  };
  const differ = (a: string[], b: string[]): boolean[] => a.map((own, i) => own !== b[i]);
  const whole = await pictures();
  // The membrane of the neuron that was pointed at goes a moment after the pointer.
  const expectWhole = () =>
    expect.poll(async () => differ(await pictures(), whole)).toEqual([false, false, false]);
  const back = page.getByRole('button', { name: 'Show all of the time' });
  await expect(back).toHaveCount(0);

  const { x, y, width, height } = await box(rasterPlot(page));
  const at = (share: number) => ({ x: x + width * share, y: y + height * 0.35 });
  await drag(page, at(0.35), at(0.6));
  expect(differ(await pictures(), whole)).toEqual([true, true, true]);
  await page.keyboard.press('Escape');
  await expectWhole();

  await page.mouse.move(at(0.5).x, at(0.5).y);
  await page.mouse.wheel(0, -400);
  await expect(back).toHaveCount(2);
  expect(differ(await pictures(), whole)).toEqual([true, true, true]);
  await back.first().click();
  await expect(back).toHaveCount(0);
  await expectWhole();
});

test('with keys I walk from spike to spike, take one neuron, and go on along its weights', async ({
  page,
}) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 40 }));
  await page.getByRole('tab', { name: 'Neuron' }).focus();
  await page.keyboard.press('Enter');
  await rasterPlot(page).focus();
  const spoken = panel(page, 'Raster').getByRole('status');
  // Down to a neuron that fires more than once, then on to its next spike.
  let first: string | null = '';
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('ArrowDown');
    await expect(spoken).toHaveText(/^Hidden, neuron \d+/);
    await page.keyboard.press('Shift+ArrowLeft');
    first = await spoken.textContent();
    await page.keyboard.press('Shift+ArrowRight');
    if ((await spoken.textContent()) !== first) break;
  }
  await expect(spoken).toHaveText(/^Hidden, neuron \d+, spike at [\d.]+ ms\.$/);
  const index = Number(/neuron (\d+)/.exec(first ?? '')?.[1]);
  expect(await marked(page, 'Hidden')).toBe(String(index));
  await expect(
    neuron(page).getByText(new RegExp(`^Hidden, neuron ${index}, step .*: fires\\.$`)),
  ).toBeVisible();
  await expect(
    neuron(page).getByRole('region', { name: 'Neuron with its numbers' }).locator('math').first(),
  ).toBeAttached();
  await page.keyboard.press('Enter');
  expect((await experiment(lab)).view).toMatchObject({ layerId: 'hidden', neurons: [index] });
  await page.keyboard.press('Escape');
  await expect.poll(() => marked(page, 'Hidden')).toBeNull();

  const slider = neuron(page).getByRole('slider', { name: 'Moment of the equation' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(neuron(page).getByText(new RegExp(`neuron ${index}, step 0, 0 ms: `))).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const strongest = neuron(page)
    .getByRole('list', { name: 'Strongest: To Readout' })
    .getByRole('button')
    .first();
  await strongest.focus();
  const goesTo = Number(
    /neuron (\d+) of Readout/.exec((await strongest.getAttribute('aria-label')) ?? '')?.[1],
  );
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await experiment(lab)).view)
    .toMatchObject({ layerId: 'readout', neurons: [goesTo] });
  await expect(neuron(page).getByText(/^Never fires/)).toBeVisible();
});

test('on a phone the neuron has its sheet, and nothing scrolls sideways @phone', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('tab', { name: 'Watch' }).tap();
  await neuron(page).scrollIntoViewIfNeeded();
  await expect(neuron(page).getByText(/^Hidden, neuron 3, step/)).toBeVisible();
  await neuron(page).getByRole('button', { name: 'Next neuron' }).tap();
  await expect(neuron(page).getByText(/^Hidden, neuron 4, step/)).toBeVisible();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, 'pixels the page scrolls sideways').toBeLessThanOrEqual(0);
});
