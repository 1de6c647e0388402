import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import type { Experiment } from '#model/experiment.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { RunStatus } from '#protocol/training.ts';
import { collectFrames, curveOf, testRun, toyExperiment, trainedValues } from './testRun.ts';
import type { TrainingRun } from './run.ts';

async function loaded(experiment: Experiment, now?: () => number): Promise<TrainingRun> {
  const run = testRun(engineAssets, now);
  await run.load(experiment, 'wasm');
  return run;
}

const variants: [string, Experiment][] = [
  ['constant input, Adam', toyExperiment()],
  ['Poisson input, momentum', toyExperiment({ encoder: 'poisson', optimiser: { id: 'momentum' } })],
  [
    'recurrent, clipped, rates held, AdamW',
    toyExperiment({
      recurrent: true,
      clipNorm: 0.5,
      lossParams: { rateWeight: 1 },
      optimiser: { id: 'adamw' },
    }),
  ],
];

/** A clock by which every look at the time ends a slice. */
function impatientClock(): () => number {
  let time = 0;
  return () => (time += 20);
}

describe('numbers of a run', () => {
  it.each(variants)('are the same for the same seed: %s', async (_name, experiment) => {
    const once = await loaded(experiment);
    await once.train({ updates: 20 });
    const again = await loaded(experiment);
    await again.train({ updates: 20 });
    const values = await trainedValues(once);
    expect(await trainedValues(again)).toEqual(values);
    const fresh = await loaded(experiment);
    expect(await trainedValues(fresh)).not.toEqual(values);
    await fresh.reset();
    await again.reset();
    expect(await trainedValues(again)).toEqual(await trainedValues(fresh));
  });

  it.each(variants)('do not depend on pauses: %s', async (_name, experiment) => {
    const whole = await loaded(experiment);
    await whole.train({ updates: 25 });
    const broken = await loaded(experiment, impatientClock());
    let status: RunStatus = await broken.status();
    let pauses = 0;
    while (status.metrics.update < 25) {
      const ended = broken.train({ updates: 25 - status.metrics.update });
      await new Promise((resolve) => setTimeout(resolve, 1));
      status = await broken.pause();
      pauses++;
      await ended;
    }
    expect(pauses).toBeGreaterThan(1);
    expect(await trainedValues(broken)).toEqual(await trainedValues(whole));
    expect(await curveOf(broken)).toEqual(await curveOf(whole));
  });

  it('change with the seed', async () => {
    const one = await loaded(toyExperiment({ seed: 1 }));
    const two = await loaded(toyExperiment({ seed: 2 }));
    expect(await trainedValues(one)).not.toEqual(await trainedValues(two));
  });

  it('are those of a task that is learned', async () => {
    const run = await loaded(toyExperiment());
    const before = await run.train({ epochs: 1 });
    const after = await run.train({ epochs: 60 });
    expect(after.metrics.epoch).toBe(61);
    expect(after.metrics.testAccuracy).toBeGreaterThan(0.9);
    expect(after.metrics.trainLoss).toBeLessThan(before.metrics.trainLoss! / 2);
  });
});

describe('goals', () => {
  it('end after the updates or epochs asked for', async () => {
    const run = await loaded(toyExperiment());
    expect((await run.train({ updates: 4 })).metrics.update).toBe(4);
    const { metrics, phase, updateInEpoch } = await run.train({ epochs: 2 });
    expect([metrics.epoch, metrics.update, updateInEpoch, phase]).toEqual([2, 12, 0, 'paused']);
  });

  it('follow the stopping rule of the document', async () => {
    const run = await loaded(toyExperiment({ stopping: { epochs: 2 } }));
    const { phase, message, metrics } = await run.train(null);
    expect([phase, metrics.epoch, message]).toEqual(['finished', 2, '2 epochs are done.']);
    const easy = await loaded(toyExperiment({ stopping: { epochs: 0, targetAccuracy: 0.01 } }));
    const reached = await easy.train(null);
    expect(reached.phase).toBe('finished');
    expect(reached.message).toMatch(/target 1\.0 %/);
  });
});

describe('pausing', () => {
  it('lets at most one more slice run', async () => {
    const run = await loaded(toyExperiment(), impatientClock());
    const ended = run.train(null);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = (await run.status()).metrics.update;
    const after = await run.pause();
    expect(before).toBeGreaterThan(0);
    expect(after.metrics.update - before).toBeLessThanOrEqual(1);
    expect(after.phase).toBe('paused');
    expect((await ended).metrics.update).toBe(after.metrics.update);
  });

  it('wins over a start that it follows at once', async () => {
    const run = await loaded(toyExperiment());
    const ended = run.train(null);
    const status = await run.pause();
    await ended;
    expect(status.metrics.update).toBe(0);
    const first = run.train(null);
    const second = run.train({ updates: 3 });
    await Promise.all([first, second]);
    expect((await run.status()).metrics.update).toBe(3);
  });
});

describe('failures', () => {
  it('name a loss that is no number, and keep nothing alive', async () => {
    const optimiser = { id: 'sgd', params: { learningRate: 1000, weightDecay: 10 } };
    const run = await loaded(toyExperiment({ optimiser }));
    await expect(run.train(null)).rejects.toMatchObject({ name: 'NotANumber' });
    const { phase, message } = await run.status();
    expect(phase).toBe('failed');
    expect(message).toMatch(/learning rate/);
  });

  it('refuse a network that is impossible, and leave the loaded one alone', async () => {
    const run = await loaded(toyExperiment());
    await run.train({ updates: 3 });
    const broken = toyExperiment();
    const withoutReadout = {
      ...broken,
      network: { ...broken.network, connections: broken.network.connections.slice(0, 1) },
    };
    await expect(run.load(withoutReadout, 'wasm')).rejects.toMatchObject({
      name: 'ImpossibleNetwork',
    });
    expect((await run.train({ updates: 1 })).metrics.update).toBe(4);
  });

  it('say when nothing is loaded', async () => {
    const run = testRun(engineAssets);
    await expect(run.train(null)).rejects.toMatchObject({ name: 'NothingLoaded' });
    await expect(run.spikes('test', 0)).rejects.toMatchObject({ name: 'NothingLoaded' });
    expect((await run.pause()).phase).toBe('empty');
  });
});

describe('frames', () => {
  const request = {
    split: 'test',
    sampleIndex: 0,
    layerId: 'hidden',
    neurons: [0, 3],
    weightsFrom: 0,
    decisionGrid: 4,
  } as const;

  it('show what was asked for last, even when it was asked while one was on its way', async () => {
    const run = testRun(engineAssets);
    const { frames } = collectFrames(run, 20);
    await run.load(toyExperiment(), 'wasm');
    await run.probe({ ...request, sampleIndex: 1 });
    await run.probe({ ...request, sampleIndex: 2 });
    await run.probe({ ...request, sampleIndex: 3 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(frames.at(-1)?.sample?.index).toBe(3);
  });

  it('carry the parts that were asked for, and the whole curve between them', async () => {
    const run = testRun(engineAssets);
    const { frames } = collectFrames(run);
    await run.load(toyExperiment(), 'wasm');
    await run.probe(request);
    await run.train({ epochs: 3 });
    const last = frames.findLast(({ decision }) => decision !== null);
    expect(last?.decision?.probabilities).toHaveLength(4 * 4 * 2);
    expect(last?.traces).toMatchObject({ layerId: 'hidden', neurons: [0, 3] });
    expect(last?.traces?.membrane).toHaveLength(2 * 6);
    expect(last?.weights).toMatchObject({ targets: 12, sources: 4, kind: 'dense' });
    expect(last?.layers.map(({ id }) => id)).toEqual(['input', 'hidden', 'readout']);
    const rows = frames.reduce((sum, { curve }) => sum + curve.values.length, 0);
    expect(rows / CURVE_COLUMNS.length).toBe(3 * 6 + 3);
  });

  it('give the spikes and scores of a sample', async () => {
    const run = await loaded(toyExperiment({ encoder: 'poisson' }));
    const record = await run.spikes('train', 5);
    expect(record.scores).toHaveLength(2);
    expect(record.prediction).toBe(record.scores[1]! > record.scores[0]! ? 1 : 0);
    const [input, hidden] = record.layers;
    expect(input?.neurons.length).toBeGreaterThan(0);
    expect(hidden?.size).toBe(12);
    expect(hidden?.neurons.every((neuron) => neuron < 12)).toBe(true);
    expect([...hidden!.times]).toEqual([...hidden!.times].sort((a, b) => a - b));
    expect(await run.spikes('train', 5)).toEqual(record);
  });
});
