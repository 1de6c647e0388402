import { violations } from './support/axe.ts';
import { card, experiment, notice, openPage } from './support/page.ts';
import { expect, test } from './support/test.ts';

test('a silent layer is named on its card and in a notice, and one press mends it', async ({
  page,
}) => {
  const lab = await openPage(page);
  const document = await experiment(lab);
  const layers = document.network.layers.map((layer) =>
    layer.id === 'hidden' && layer.neuron !== undefined
      ? {
          ...layer,
          neuron: { ...layer.neuron, params: { ...layer.neuron.params, threshold: 100 } },
        }
      : layer,
  );
  await lab.evaluate((spikeground, given) => spikeground.load(given), {
    ...document,
    // So slow that the layer does not wake up by itself.
    optimiser: {
      ...document.optimiser,
      params: { ...document.optimiser.params, learningRate: 0.00001 },
    },
    network: { ...document.network, layers },
    // Long enough for any machine to say so twice while it trains.
    stopping: { ...document.stopping, epochs: 1000 },
  });
  void lab.evaluate((spikeground) => spikeground.train());
  const hidden = card(page, 'Hidden');
  await expect(hidden.getByText('Silent:')).toBeVisible({ timeout: 30_000 });
  await expect(notice(page, /^Hidden, silent: /)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  // What the name means is one click away.
  await hidden.getByRole('button', { name: 'About Silent' }).click();
  await expect(page.getByRole('dialog', { name: 'About Silent' })).toContainText(
    'What usually causes it',
  );
  await page.keyboard.press('Escape');

  const mend = hidden.getByRole('button', {
    name: 'Lower the threshold of Hidden from 100 to 25',
  });
  await mend.focus();
  await page.keyboard.press('Enter');
  const threshold = async () =>
    (await experiment(lab)).network.layers.find(({ id }) => id === 'hidden')?.neuron?.params[
      'threshold'
    ];
  await expect.poll(threshold).toBe(25);
  await expect(hidden.getByText('Silent:')).toBeHidden();
  await page.getByRole('button', { name: /^Undo lower the threshold of Hidden/ }).click();
  await expect.poll(threshold).toBe(100);
  await lab.evaluate((spikeground) => spikeground.pause());
});
