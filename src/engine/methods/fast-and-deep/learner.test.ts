import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import { fastAndDeepExample } from '#catalog/examples/fastAndDeep.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { ParamValues } from '#model/params.ts';
import type { Learner } from '../../training/learner.ts';
import { createFastAndDeepLearner } from './learner.ts';

const { experiment } = fastAndDeepExample;
const dataset = await yinYang.load();
const assets = {
  tfjsWasmFolder: '',
  kernels: () => Promise.reject(new Error('not used')),
  methodKernels: async (name: string) =>
    Uint8Array.from(
      await readFile(new URL(`../../../../public/kernels/${name}.wasm`, import.meta.url)),
    ),
};

const analysisOf = (own: Experiment) => analyseNetwork(own, catalog);
const learnerOf = (own: Experiment): Promise<Learner> =>
  createFastAndDeepLearner({ experiment: own, analysis: analysisOf(own), dataset, assets });
const withRule = (params: ParamValues): Experiment => ({
  ...experiment,
  rule: { ...experiment.rule, params: { ...experiment.rule.params, ...params } },
});

const withHidden = (own: Experiment, params: ParamValues): Experiment => ({
  ...own,
  network: {
    ...own.network,
    layers: own.network.layers.map((layer) =>
      layer.id === 'hidden' ? { ...layer, params: { ...layer.params, ...params } } : layer,
    ),
  },
});

async function train(learner: Learner, updates: number, from = 0): Promise<void> {
  for (let u = from; u < from + updates; u++) {
    const indices = Uint32Array.from({ length: 50 }, (_, i) => (u * 50 + i) % 5000);
    await learner.train({ indices, epoch: 0, fraction: u / 100, update: u + 1 }).read();
  }
}

async function arraysOf(learner: Learner): Promise<ReadonlyMap<string, readonly number[]>> {
  const pairs = learner.state.map(async ({ id, read }) => [id, [...(await read())]] as const);
  return new Map(await Promise.all(pairs));
}

const all = Uint32Array.from({ length: dataset.test.count }, (_, i) => i);

async function testAccuracy(learner: Learner): Promise<number> {
  let right = 0;
  for (let at = 0; at < all.length; at += learner.evaluationBatch) {
    const indices = all.subarray(at, at + learner.evaluationBatch);
    right += (await learner.evaluate('test', indices)).right;
  }
  return right / all.length;
}

it('learns Yin-Yang in three epochs', async () => {
  const learner = await learnerOf(experiment);
  expect(await testAccuracy(learner)).toBeLessThan(0.6);
  await train(learner, 300);
  expect(await testAccuracy(learner)).toBeGreaterThan(0.7);
});

it('goes on from what a checkpoint keeps, in a run under other settings too', async () => {
  const unbroken = await learnerOf(experiment);
  await train(unbroken, 12);
  const first = await learnerOf(experiment);
  await train(first, 5);
  const kept = await arraysOf(first);
  const second = await learnerOf({ ...experiment, seed: 99 });
  for (const own of second.state) own.write(Float64Array.from(kept.get(own.id) ?? []));
  const larger = { ...experiment, batchSize: 700 };
  const next = second.withSettings(larger, analysisOf(larger));
  expect(next?.momentsKept).toBe(true);
  await train(next!.learner, 7, 5);
  expect(await arraysOf(next!.learner)).toEqual(await arraysOf(unbroken));
  const [, , steps] = (await arraysOf(unbroken)).get('s:bumping')!;
  expect(steps).toBeGreaterThan(0);
});

it('wants a new run for another size', async () => {
  const learner = await learnerOf(experiment);
  const changed = withHidden(experiment, { units: 30 });
  expect(learner.withSettings(changed, analysisOf(changed))).toBeNull();
});

describe('bumping', () => {
  it('raises weights in the place of a step while outputs are silent', async () => {
    const learner = await learnerOf(
      withHidden(withRule({ hiddenMissing: 0, outputMissing: 0 }), { initMean: 0.5 }),
    );
    const before = await arraysOf(learner);
    await train(learner, 2);
    const after = await arraysOf(learner);
    const [layer, value, steps] = after.get('s:bumping')!;
    expect([layer, value, steps]).toEqual([0, 0.001, 0]);
    const raised = after
      .get('w:hidden/weights/input-hidden')!
      .map((weight, k) => weight - before.get('w:hidden/weights/input-hidden')![k]!);
    expect(Math.max(...raised)).toBeCloseTo(0.0015, 12);
    expect(Math.min(...raised)).toBeGreaterThanOrEqual(0);
    expect(after.get('m:hidden/bias')!.every((moment) => moment === 0)).toBe(true);
  });

  it('never starts where any number of silent neurons is allowed', async () => {
    const learner = await learnerOf(withRule({ hiddenMissing: 1, outputMissing: 1 }));
    await train(learner, 4);
    expect((await arraysOf(learner)).get('s:bumping')![2]).toBe(4);
  });
});

it('keeps limited weights inside their limit, from the first evaluation on', async () => {
  const limited = { weightRange: 'limited', weightLimit: 1.5, weightBits: 3 };
  const learner = await learnerOf(withRule(limited));
  const largest = async (): Promise<number> => {
    const arrays = await arraysOf(learner);
    return Math.max(...arrays.get('w:hidden/weights/input-hidden')!.map(Math.abs));
  };
  expect(await largest()).toBe(1.5);
  await train(learner, 3);
  expect(await largest()).toBe(1.5);
});

describe('a probe', () => {
  const request = {
    split: 'test',
    sampleIndex: 4,
    layerId: 'hidden',
    neurons: [0, 1, 2, 3, 4, 5],
    epoch: 0,
  } as const;

  it('shows one spike a neuron, in order, where its potential reaches the threshold', async () => {
    const fine = { ...experiment, simulation: { steps: 4000, dtMs: 0.01 } };
    const learner = await learnerOf(fine);
    const { layers, traces, sample } = await learner.probe(request);
    expect(layers.map(({ id }) => id)).toEqual(['input', 'hidden', 'readout']);
    const hidden = layers[1]!;
    expect(new Set(hidden.neurons).size).toBe(hidden.neurons.length);
    expect([...hidden.times]).toEqual([...hidden.times].toSorted((a, b) => a - b));
    expect(sample.scores.indexOf(Math.max(...sample.scores))).toBe(sample.prediction);
    let crossed = 0;
    request.neurons.forEach((neuron, row) => {
      const membrane = traces!.membrane.subarray(row * 4000, (row + 1) * 4000);
      const first = membrane.findIndex((potential) => potential >= traces!.threshold);
      const event = hidden.neurons.indexOf(neuron);
      if (event < 0) expect(first).toBe(-1);
      else {
        crossed++;
        expect(Math.ceil(hidden.times[event]!)).toBe(first);
      }
    });
    expect(crossed).toBeGreaterThan(1);
    expect(crossed).toBeLessThanOrEqual(request.neurons.length);
  });

  it('has no membranes for a layer without neurons', async () => {
    const learner = await learnerOf(experiment);
    expect((await learner.probe({ ...request, layerId: 'input' })).traces).toBeNull();
  });
});

it('classifies any number of points, sharing equally where no output spikes', async () => {
  const learner = await learnerOf(experiment);
  const points = Float32Array.from({ length: 4 * 333 }, (_, k) => ((k * 37) % 100) / 100);
  const shares = await learner.classify(points, 333);
  expect(shares).toHaveLength(3 * 333);
  for (let k = 0; k < 333; k++) {
    const sum = shares[3 * k]! + shares[3 * k + 1]! + shares[3 * k + 2]!;
    expect(sum).toBeCloseTo(1, 5);
  }
});
