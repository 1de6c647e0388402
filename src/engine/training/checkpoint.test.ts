import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import type { Experiment } from '#model/experiment.ts';
import { packContainer, readContainer } from '#protocol/container.ts';
import { curveOf, testRun, toyExperiment, trainedValues } from './testRun.ts';
import type { TrainingRun } from './run.ts';

async function loaded(experiment: Experiment, now?: () => number): Promise<TrainingRun> {
  const run = testRun(engineAssets, now);
  await run.load(experiment, 'wasm');
  return run;
}

const documents: [string, Experiment][] = [
  ['Adam', toyExperiment()],
  ['momentum, Poisson input', toyExperiment({ encoder: 'poisson', optimiser: { id: 'momentum' } })],
  ['SGD, recurrent', toyExperiment({ recurrent: true, optimiser: { id: 'sgd' } })],
];

describe('a restored run', () => {
  it.each(documents)('goes on to the same numbers: %s', async (_name, experiment) => {
    for (const updates of [1, 6, 9]) {
      const whole = await loaded(experiment);
      await whole.train({ updates });
      const kept = await whole.checkpoint();
      await whole.train({ updates: 8 });
      const restored = await loaded(experiment);
      await restored.train({ updates: 2 });
      const status = await restored.restore(kept);
      expect([status.phase, status.metrics.update]).toEqual(['paused', updates]);
      await restored.train({ updates: 8 });
      expect(await trainedValues(restored)).toEqual(await trainedValues(whole));
      expect(await curveOf(restored)).toEqual(await curveOf(whole));
    }
  });

  it('forgets the evaluation that was under way', async () => {
    // 1,200 test points are evaluated in several parts.
    const experiment = toyExperiment({ nTest: 1200 });
    const run = await loaded(experiment);
    const atStart = await run.checkpoint();
    const whole = await run.train({ epochs: 1 });
    let time = 0;
    const broken = await loaded(experiment, () => (time += 20));
    const ended = broken.train(null);
    for (;;) {
      const { evaluated } = await broken.status();
      if (evaluated > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const paused = await broken.pause();
    await ended;
    expect(paused.evaluated).toBeGreaterThan(0);
    expect(paused.evaluated).toBeLessThan(1);
    expect((await broken.restore(atStart)).evaluated).toBe(0);
    const again = await broken.train({ epochs: 1 });
    expect(again.metrics.testLoss).toBe(whole.metrics.testLoss);
    expect(again.metrics.testAccuracy).toBe(whole.metrics.testAccuracy);
  });
});

describe('a checkpoint that does not fit', () => {
  it('is refused and leaves the run as it was', async () => {
    const run = await loaded(toyExperiment());
    await run.train({ updates: 3 });
    const values = await trainedValues(run);
    const good = await run.checkpoint();
    const { meta, sections } = readContainer(good);
    const packed = (changed: object): ArrayBuffer =>
      packContainer({ ...(meta as object), ...changed }, Object.fromEntries(sections));
    const other = await loaded(toyExperiment({ recurrent: true }));
    const sgd = await loaded(toyExperiment({ optimiser: { id: 'sgd' } }));
    const bad: ArrayBuffer[] = [
      new ArrayBuffer(0),
      new ArrayBuffer(64),
      good.slice(0, good.byteLength - 8),
      packContainer({ kind: 'frame' }, {}),
      packed({ progress: { epoch: -1, update: 0, updateInEpoch: 0, optimiserUpdates: 0 } }),
      packed({ progress: null }),
      packed({ trainingSeconds: 'long' }),
      packContainer(meta, Object.fromEntries([...sections].slice(0, 3))),
      await sgd.checkpoint(),
    ];
    for (const buffer of bad) {
      await expect(run.restore(buffer)).rejects.toMatchObject({ name: 'BadCheckpoint' });
      expect(await trainedValues(run)).toEqual(values);
    }
    await expect(other.restore(good)).rejects.toMatchObject({ name: 'BadCheckpoint' });
    expect((await run.restore(good)).metrics.update).toBe(3);
  });
});
