import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { withDefaults } from '#model/params.ts';
import type { Experiment, Layer } from '#model/experiment.ts';
import { entryOf } from '#model/catalog.ts';
import { testRun, toyExperiment, trainedValues } from './testRun.ts';
import type { TrainingRun } from './run.ts';

async function loaded(experiment: Experiment, now?: () => number): Promise<TrainingRun> {
  const run = testRun(engineAssets, now);
  await run.load(experiment, 'wasm');
  return run;
}

const toy = toyExperiment();
const withLayer = (id: string, change: (layer: Layer) => Layer): Experiment => ({
  ...toy,
  network: {
    ...toy.network,
    layers: toy.network.layers.map((layer) => (layer.id === id ? change(layer) : layer)),
  },
});
const threshold = (value: number): Experiment =>
  withLayer('hidden', (layer) => ({
    ...layer,
    neuron: { id: 'lif', params: { ...layer.neuron!.params, threshold: value } },
  }));

describe('settings that change while weights stay', () => {
  it('take effect, and leave weights and counters alone', async () => {
    const run = await loaded(toy);
    await run.train({ updates: 8 });
    const before = await trainedValues(run);
    const active = await run.spikes('test', 0);
    expect(active.layers[1]?.neurons.length).toBeGreaterThan(0);
    expect(await run.applyLive(threshold(1000))).toBe(true);
    expect(await trainedValues(run)).toEqual(before);
    expect((await run.status()).metrics.update).toBe(8);
    expect((await run.spikes('test', 0)).layers[1]?.neurons).toHaveLength(0);
    expect(await run.applyLive(toy)).toBe(true);
    expect(await run.spikes('test', 0)).toEqual(active);
  });

  it('reach the optimiser', async () => {
    const still = { ...toy.optimiser.params, learningRate: 0 };
    const run = await loaded(toy);
    await run.train({ updates: 4 });
    const before = await trainedValues(run);
    await run.applyLive({ ...toy, optimiser: { ...toy.optimiser, params: still } });
    await run.train({ updates: 4 });
    const after = await trainedValues(run);
    expect(weightsIn(after)).toEqual(weightsIn(before));
    expect(after).not.toEqual(before);
  });

  it('start another optimiser as a fresh one', async () => {
    // SGD without a step keeps the weights, so Adam must continue as from the very start.
    const params = (id: string, learningRate: number) => ({
      ...withDefaults(entryOf(catalog.optimisers, id).params, { learningRate }),
    });
    const still = { ...toy, optimiser: { ...toy.optimiser, id: 'sgd', params: params('sgd', 0) } };
    const run = await loaded(still);
    const start = weightsIn(await trainedValues(run));
    await run.train({ updates: 6 });
    expect(await run.applyLive(toy)).toBe(true);
    await run.train({ updates: 1 });
    // Adam's first step moves every weight with a gradient by the learning rate, and none by more.
    const rate = Number(toy.optimiser.params['learningRate']);
    const moves = Object.entries(weightsIn(await trainedValues(run))).flatMap(([name, values]) =>
      values.map((value, i) => Math.abs(value - start[name]![i]!)),
    );
    expect(Math.max(...moves)).toBeGreaterThan(0.9 * rate);
    expect(Math.max(...moves)).toBeLessThan(1.001 * rate);
  });

  it('do not repeat a batch at the end of an epoch', async () => {
    const run = await loaded(toy);
    await run.train({ updates: 6 });
    expect((await run.status()).updateInEpoch).toBe(6);
    expect(await run.applyLive(threshold(1.1))).toBe(true);
    expect((await run.train({ epochs: 1 })).metrics.update).toBe(6);
  });

  it('go on behind the samples already seen when the batch changes', async () => {
    const run = await loaded(toy);
    await run.train({ updates: 2 });
    expect(await run.applyLive({ ...toy, batchSize: 20 })).toBe(true);
    const { updateInEpoch, updatesPerEpoch } = await run.status();
    expect([updateInEpoch, updatesPerEpoch]).toEqual([1, 3]);
    expect((await run.train({ epochs: 1 })).metrics.update).toBe(4);
  });

  it('keep each moment with its weights when connections are listed in another order', async () => {
    const given = toyExperiment({ skip: true });
    const connections = [...given.network.connections].reverse();
    const network = { ...given.network, connections };
    const listed = await loaded(given);
    await listed.train({ updates: 5 });
    const mixed = await loaded(given);
    await mixed.train({ updates: 3 });
    expect(await mixed.applyLive({ ...given, network })).toBe(true);
    await mixed.train({ updates: 2 });
    const want = await trainedValues(listed);
    for (const [name, values] of Object.entries(await trainedValues(mixed))) {
      // The readout adds its two currents in another order, which may round differently.
      values.forEach((value, i) => expect(value, name).toBeCloseTo(want[name]![i]!, 6));
    }
  });
});

describe('changes that need a new run', () => {
  const changed: [string, Experiment][] = [
    ['seed', { ...toy, seed: toy.seed + 1 }],
    ['data set', { ...toy, dataset: { id: 'circles', params: {} } }],
    [
      'width of a layer',
      withLayer('hidden', (layer) => ({ ...layer, params: { ...layer.params, units: 13 } })),
    ],
    [
      'initial weights',
      withLayer('hidden', (layer) => ({ ...layer, params: { ...layer.params, initGain: 1 } })),
    ],
    ['recurrence', toyExperiment({ recurrent: true })],
  ];
  it.each(changed)('are not taken over: %s', async (_name, experiment) => {
    const run = await loaded(toy);
    await run.train({ updates: 2 });
    const before = await trainedValues(run);
    expect(await run.applyLive(experiment)).toBe(false);
    expect(await trainedValues(run)).toEqual(before);
    await run.train({ updates: 1 });
  });

  it('include whatever makes the network impossible', async () => {
    const run = await loaded(toy);
    const connections = toy.network.connections.slice(0, 1);
    expect(await run.applyLive({ ...toy, network: { ...toy.network, connections } })).toBe(false);
  });
});

function weightsIn(values: Record<string, readonly number[]>): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith('w:')));
}
