import { expect, test } from './support/test.ts';
import { fragmentOf, smallDocument } from './support/documents.ts';
import { openPage, panel, status } from './support/page.ts';

test('a script does what the buttons do', async ({ page }) => {
  const lab = await openPage(page);
  const names = await lab.evaluate((spikeground) => Object.keys(spikeground).toSorted());
  expect(names).toEqual(
    [
      'backend',
      'experiment',
      'load',
      'metrics',
      'pause',
      'reset',
      'spikes',
      'test',
      'train',
    ].toSorted(),
  );

  const first = await lab.evaluate((spikeground) => spikeground.train({ updates: 5 }));
  expect(Object.keys(first).toSorted()).toEqual(
    [
      'epoch',
      'testAccuracy',
      'testLoss',
      'trainAccuracy',
      'trainLoss',
      'update',
      'validationAccuracy',
      'validationLoss',
    ].toSorted(),
  );
  expect(first).toMatchObject({ epoch: 0, update: 5, testLoss: null, testAccuracy: null });
  expect(first.trainLoss).toBeGreaterThan(0);
  await expect(page.getByRole('button', { name: 'Train network' })).toBeVisible();

  const zero = await lab.evaluate((spikeground) => spikeground.reset());
  expect(zero).toMatchObject({ epoch: 0, update: 0, trainLoss: null });
  await expect(panel(page, 'Notices').getByText('Training was reset')).toBeVisible();
  expect(await lab.evaluate((spikeground) => spikeground.train({ updates: 5 }))).toEqual(first);

  const paused = await lab.evaluate(async (spikeground) => {
    const training = spikeground.train();
    while (spikeground.metrics().update < 10) await new Promise((go) => setTimeout(go, 10));
    const atPause = await spikeground.pause();
    return { atPause, atEnd: await training };
  });
  expect(paused.atEnd).toEqual(paused.atPause);
  expect(paused.atPause.update).toBeGreaterThanOrEqual(10);
  await expect(status(page)).toContainText('Paused');
});

test('a script trains epochs, loads documents and links, and reads spikes', async ({ page }) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground, doc) => spikeground.load(doc), smallDocument);
  await expect(page.getByRole('button', { name: 'Undo open from a script' })).toBeVisible();
  expect((await lab.evaluate((spikeground) => spikeground.experiment())).seed).toBe(77);

  const fragment = fragmentOf(JSON.stringify({ ...smallDocument, seed: 78 }));
  await lab.evaluate((spikeground, link) => spikeground.load(link), `http://x/y#${fragment}`);
  expect((await lab.evaluate((spikeground) => spikeground.experiment())).seed).toBe(78);

  const trained = await lab.evaluate((spikeground) => spikeground.train({ epochs: 1 }));
  expect(trained.epoch).toBe(1);
  expect(trained.testAccuracy).toBeGreaterThan(0.4);

  const record = await lab.evaluate(async (spikeground) => {
    const { split, sampleIndex, label, prediction, scores, layers, steps } =
      await spikeground.spikes(2, 'train');
    const mid = layers.find(({ id }) => id === 'mid');
    return {
      where: [split, sampleIndex],
      classes: scores.length,
      label,
      prediction,
      neurons: [...(mid?.neurons ?? [])],
      times: [...(mid?.times ?? [])],
      steps,
    };
  });
  expect(record.where).toEqual(['train', 2]);
  expect(record.label).toBeLessThan(record.classes);
  expect(record.prediction).toBeLessThan(record.classes);
  expect(record.neurons.length).toBeGreaterThan(0);
  expect(record.times).toHaveLength(record.neurons.length);
  expect(Math.max(...record.neurons)).toBeLessThan(24);
  expect(Math.max(...record.times)).toBeLessThan(record.steps);
  expect(record.times).toEqual(record.times.toSorted((a, b) => a - b));
});

test('a script is told what it got wrong, and nothing changes', async ({ page }) => {
  const lab = await openPage(page);
  const mine = await lab.evaluate((spikeground) => spikeground.experiment());
  const outcome = (action: 'load' | 'train', argument: unknown) =>
    lab.evaluate(
      async (spikeground, [name, value]) => {
        const call: (given: never) => Promise<unknown> = spikeground[name];
        return call(value as never).then(
          () => 'resolved',
          (error: Error) => `${error.name}: ${error.message}`,
        );
      },
      [action, argument] as const,
    );
  expect(await outcome('load', { ...smallDocument, seed: -1, batchSize: 'many' })).toMatch(
    /^InvalidExperiment: .*seed: got -1, expected[^]*batchSize: got "many", expected/,
  );
  expect(await outcome('load', '{"version": 1')).toMatch(/^InvalidExperiment: .*not JSON/);
  expect(await outcome('load', 'v=1&e=zzzz')).toMatch(/^InvalidExperiment: link\.e/);
  for (const goal of [{ updates: 0 }, { epochs: 1.5 }, { days: 3 }, 'all']) {
    expect(await outcome('train', goal)).toMatch(/^TypeError: train: expected \{ updates: n \}/);
  }
  expect(await lab.evaluate((spikeground) => spikeground.experiment())).toEqual(mine);

  const cut = { ...mine, network: { ...mine.network, connections: [] } };
  expect(await outcome('load', cut)).toMatch(/^ImpossibleNetwork: /);
});
