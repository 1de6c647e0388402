import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import { batsExample } from '#catalog/examples/bats.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createStream } from '#model/random/stream.ts';
import type { Learner } from '../../training/learner.ts';
import { createBatsLearner } from './learner.ts';

const dataset = await yinYang.load();
const assets = {
  tfjsWasmFolder: '',
  kernels: () => Promise.reject(new Error('not used')),
  methodKernels: async (name: string) =>
    Uint8Array.from(
      await readFile(new URL(`../../../../public/kernels/${name}.wasm`, import.meta.url)),
    ),
};

const learnerOf = (experiment: Experiment): Promise<Learner> =>
  Promise.resolve(
    createBatsLearner({
      experiment,
      analysis: analyseNetwork(experiment, catalog),
      dataset,
      assets,
    }),
  );

async function train(learner: Learner, updates: number, from = 0): Promise<number> {
  let loss = 0;
  for (let u = from; u < from + updates; u++) {
    const indices = Uint32Array.from({ length: 50 }, (_, i) => (u * 50 + i) % 5000);
    const pending = learner.train({ indices, epoch: 0, fraction: u / 100, update: u + 1 });
    loss = (await pending.read()).lossSum / pending.batchSize;
  }
  return loss;
}

const all = Uint32Array.from({ length: dataset.test.count }, (_, i) => i);

it('learns Yin-Yang in four epochs', async () => {
  const learner = await learnerOf(batsExample.experiment);
  const before = await learner.evaluate('test', all);
  await train(learner, 400);
  const after = await learner.evaluate('test', all);
  expect(before.right / all.length).toBeLessThan(0.6);
  expect(after.right / all.length).toBeGreaterThan(0.9);
  expect(after.lossSum).toBeLessThan(before.lossSum / 3);
});

it('goes on from what a checkpoint keeps, and under other settings, to the same weights', async () => {
  const { experiment } = batsExample;
  const unbroken = await learnerOf(experiment);
  await train(unbroken, 6);

  const first = await learnerOf(experiment);
  await train(first, 3);
  const kept = await Promise.all(
    first.state.map(async ({ id, read }) => [id, await read()] as const),
  );
  const second = await learnerOf({ ...experiment, seed: 99 });
  for (const [id, values] of kept) second.state.find((own) => own.id === id)?.write(values);
  const changed = { ...experiment, batchSize: 20 };
  const next = second.withSettings(changed, analyseNetwork(changed, catalog));
  expect(next?.momentsKept).toBe(true);
  await train(next!.learner, 3, 3);

  expect(next!.learner.state.map(({ id }) => id)).toEqual(unbroken.state.map(({ id }) => id));
  for (const [index, array] of unbroken.state.entries()) {
    const values = await array.read();
    expect(values).toEqual(await next!.learner.state[index]!.read());
    expect(values.some((value) => value !== 0)).toBe(true);
  }
});

it('wants a new run for another size', async () => {
  const { experiment } = batsExample;
  const learner = await learnerOf(experiment);
  const layers = experiment.network.layers.map((layer) =>
    layer.id === 'hidden' ? { ...layer, params: { ...layer.params, units: 50 } } : layer,
  );
  const changed = { ...experiment, network: { ...experiment.network, layers } };
  expect(learner.withSettings(changed, analyseNetwork(changed, catalog))).toBeNull();
});

it('shows membranes that reach the threshold where the spikes are', async () => {
  const { experiment } = batsExample;
  const fine = { ...experiment, simulation: { steps: 2000, dtMs: 0.25 } };
  const learner = await learnerOf(fine);
  const { sample, layers, traces } = await learner.probe({
    ...{ split: 'test', sampleIndex: 3, layerId: 'hidden', neurons: [0, 1, 2, 3, 4, 5], epoch: 0 },
  });
  expect(sample.label).toBe(dataset.test.labels[3]);
  expect(layers.map(({ id, size }) => [id, size])).toEqual([
    ['input', 4],
    ['hidden', 120],
    ['readout', 3],
  ]);
  const hidden = layers[1]!;
  expect([...hidden.times]).toEqual([...hidden.times].toSorted((a, b) => a - b));
  let crossings = 0;
  hidden.neurons.forEach((neuron, s) => {
    if (neuron >= 6) return;
    const before = Math.floor(hidden.times[s]!);
    const u = traces!.membrane.subarray(neuron * 2000, (neuron + 1) * 2000);
    expect(u[before]!).toBeGreaterThan(0.9 * traces!.threshold);
    expect(u[before]!).toBeLessThanOrEqual(traces!.threshold * (1 + 1e-6));
    // The reset takes the whole threshold off.
    expect(u[before + 1]!).toBeLessThan(0.1 * traces!.threshold);
    crossings++;
  });
  expect(crossings).toBeGreaterThan(2);
});

it('gives class probabilities of any point', async () => {
  const learner = await learnerOf(batsExample.experiment);
  await train(learner, 300);
  const { domain, toInput } = yinYang.plane;
  const middle = (domain[0] + domain[1]) / 2;
  const points = [toInput(0.75, 0.5), toInput(0.25, 0.5), toInput(middle, middle)];
  const probabilities = await learner.classify(Float32Array.from(points.flat()), 3);
  for (let p = 0; p < 3; p++) {
    const sum = probabilities.subarray(p * 3, p * 3 + 3).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
  }
  // The dots are a class of their own.
  expect(probabilities[2]).toBeGreaterThan(0.5);
  expect(probabilities[5]).toBeGreaterThan(0.5);
});

it('trains counts through filters and pooling on images', async () => {
  const neuron = { id: 'multiSpikeLif', params: { tauSynMs: 130, resetShare: 1 } };
  const { network, ...rest } = batsExample.experiment;
  const [input, , readout] = network.layers;
  const images = {
    train: {
      count: 40,
      scale: 1 / 255,
      values: new Uint8Array(40 * 784),
      labels: new Uint8Array(40),
    },
  };
  const stream = createStream(5, 'dataset');
  for (let i = 0; i < 40; i++) {
    images.train.labels[i] = i % 10;
    // A bar whose height is the label.
    for (let x = 4; x < 24; x++) images.train.values[i * 784 + (4 + 2 * (i % 10)) * 28 + x] = 255;
    for (let n = 0; n < 20; n++)
      images.train.values[i * 784 + Math.floor(784 * stream.uniform())] = 128;
  }
  const weights = {
    initScale: 'absolute',
    initMean: 0.2,
    initGain: 0.5,
    init: 'uniform',
    bias: false,
  };
  const experiment: Experiment = {
    ...rest,
    dataset: { id: 'mnist', params: {} },
    encoder: {
      id: 'spikeTime',
      params: { earlyMs: 0, lateMs: 100, order: 'largeFirst', silentLast: true, jitterMs: 0 },
    },
    simulation: { steps: 40, dtMs: 5 },
    loss: {
      id: 'countTargets',
      params: { countTrue: 8, countFalse: 1, margin: 0, reduction: 'halfSum' },
    },
    network: {
      layers: [
        input!,
        {
          ...network.layers[1]!,
          id: 'conv',
          kind: 'conv',
          neuron: { ...neuron, params: { ...neuron.params, threshold: 0.5, maxSpikes: 2 } },
          params: {
            ...{ filters: 3, kernelSize: 5, stride: 1, padding: 'valid' },
            ...{ currentPool: 'none', currentPoolSize: 2, ...weights },
          },
        },
        { ...input!, id: 'pool', kind: 'maxPool', params: { size: 2 } },
        { ...input!, id: 'flatten', kind: 'flatten', params: {} },
        {
          ...readout!,
          neuron: { ...neuron, params: { ...neuron.params, threshold: 10, maxSpikes: 20 } },
          params: { measure: 'spikeCount', ...weights },
        },
      ],
      connections: [
        { id: 'a', from: 'input', to: 'conv' },
        { id: 'b', from: 'conv', to: 'pool' },
        { id: 'c', from: 'pool', to: 'flatten' },
        { id: 'd', from: 'flatten', to: 'readout' },
      ],
    },
  };
  const analysis = analyseNetwork(experiment, catalog);
  expect(analysis.issues).toEqual([]);
  const own = { train: images.train, test: images.train };
  const learner = await createBatsLearner({ experiment, analysis, dataset: own, assets });
  const indices = Uint32Array.from({ length: 40 }, (_, i) => i);
  const losses: number[] = [];
  for (let update = 1; update <= 60; update++) {
    const pending = learner.train({ indices, epoch: 0, fraction: 0, update });
    losses.push((await pending.read()).lossSum / 40);
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 4);
  const { layers } = await learner.probe({
    ...{ split: 'test', sampleIndex: 0, layerId: 'conv', neurons: [0], epoch: 0 },
  });
  expect(layers.map(({ size }) => size)).toEqual([784, 24 * 24 * 3, 12 * 12 * 3, 432, 10]);
  // Pooling hands every spike on.
  expect(layers[2]!.times).toEqual(layers[1]!.times);
  expect(layers[1]!.times.length).toBeGreaterThan(50);
  const page = await learner.weights('conv', 0);
  expect(page).toMatchObject({ kind: 'conv', targets: 3, sources: 25 });
});
