import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KernelLayer } from './kernelLayer.ts';
import { createFirstSpikeModule, createKernelNetwork } from './kernelNetwork.ts';
import { readRows, writeRows } from './layerState.ts';
import { adamStep } from './reference/adam.ts';
import { distortedWeights } from './reference/distort.ts';
import { layerBackward } from './reference/layer.ts';
import { firstSpikeTimes } from './reference/spikeTimes.ts';
import type { RandomLayer, RandomLayerOptions } from './testing/randomLayer.ts';
import { randomLayer } from './testing/randomLayer.ts';

const bytes = readFileSync(
  new URL('../../../../public/kernels/fast-and-deep.wasm', import.meta.url),
);

async function load({ samples, weights, nIn, nOut, neuron }: RandomLayer) {
  const module = await createFirstSpikeModule(bytes);
  const spec = { nReal: nIn, biasTimes: [], nOut, neuron };
  const network = createKernelNetwork(module, [spec], samples.length);
  const layer = network.layers[0]!;
  writeRows(layer, layer.weights, { first: 0, count: nIn }, weights);
  samples.forEach((times, b) => network.input.block.values.set(times, b * network.input.stride));
  const below = module.alloc64(samples.length * network.input.stride);
  return { network, layer, below };
}

const rowsOf = (layer: KernelLayer, batch: number): Float64Array[] =>
  Array.from({ length: batch }, (_, b) => layer.spikes.block.values.slice(b * layer.stride));

const matrix = (layer: KernelLayer, block: KernelLayer['weights']): Float64Array =>
  readRows(layer, block, { first: 0, count: layer.nIn });

/** Largest distance over 1 + size; infinite where only one is. */
function distance(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < expected.length; k++) {
    if (got[k] === expected[k]) continue;
    largest = Math.max(largest, Math.abs(got[k]! - expected[k]!) / (1 + Math.abs(expected[k]!)));
  }
  return largest;
}

const CASES: (RandomLayerOptions & { name: string })[] = [
  { name: 'few inputs', nIn: 5, nOut: 17, batch: 7, tauRatio: 1, mean: 1.2, seed: 1 },
  { name: 'many inputs', nIn: 150, nOut: 19, batch: 5, tauRatio: 1, mean: 0.05, seed: 2 },
  {
    name: 'most at once',
    nIn: 90,
    nOut: 9,
    batch: 3,
    tauRatio: 1,
    mean: 0,
    together: 0.8,
    seed: 3,
  },
  { name: 'many missing', nIn: 40, nOut: 8, batch: 6, tauRatio: 1, missing: 0.7, seed: 4 },
  { name: 'no spikes at all', nIn: 30, nOut: 8, batch: 2, tauRatio: 1, missing: 1, seed: 5 },
  { name: 'double', nIn: 60, nOut: 12, batch: 4, tauRatio: 2, tauSyn: 7, seed: 6 },
  { name: 'half', nIn: 60, nOut: 12, batch: 4, tauRatio: 0.5, seed: 7 },
  { name: 'odd ratio', nIn: 60, nOut: 12, batch: 4, tauRatio: 1.37, together: 0.3, seed: 8 },
  { name: 'wide', nIn: 50, nOut: 12, batch: 4, tauRatio: 1, mean: 1.5, range: 2500, seed: 9 },
  {
    name: 'wide, odd ratio',
    nIn: 50,
    nOut: 12,
    batch: 3,
    tauRatio: 3,
    mean: 1,
    range: 2500,
    seed: 10,
  },
];

describe.each(CASES)('kernels, $name', (options) => {
  const own = randomLayer(options);
  const { samples, weights, nOut, neuron } = own;
  const spikes = samples.map((times) => firstSpikeTimes(times, weights, nOut, neuron));
  const errorsOf = (b: number) =>
    spikes[b]!.map((time, j) => (time === Infinity ? 0 : Math.sin(3 * b + j)));

  it('give the spike times of the reference', async () => {
    const { network, layer } = await load(own);
    network.forward(samples.length);
    rowsOf(layer, samples.length).forEach((row, b) => {
      expect(distance(row, spikes[b]!)).toBeLessThan(1e-12);
    });
    const silent = spikes.flatMap((row) => [...row]).filter((time) => time === Infinity).length;
    expect(layer.silent.values.slice(0, nOut).reduce((sum, count) => sum + count)).toBe(silent);
    if (options.missing !== 1) expect(silent).toBeLessThan(samples.length * nOut);
  });

  it.each([Infinity, 0.05])('give its gradients, guarded above %s', async (maxDwNorm) => {
    const { network, layer, below } = await load(own);
    network.forward(samples.length);
    samples.forEach((_, b) => layer.errors.values.set(errorsOf(b), b * layer.stride));
    layer.backward(network.input, samples.length, maxDwNorm, below);
    const byWeight = new Float64Array(weights.length);
    samples.forEach((times, b) => {
      const sample = { times, weights, spikes: spikes[b]!, neuron };
      const byTime = layerBackward(sample, errorsOf(b), byWeight, maxDwNorm);
      const got = below.values.subarray(b * network.input.stride);
      expect(distance(got, byTime)).toBeLessThan(1e-10);
    });
    expect(distance(matrix(layer, layer.gradient), byWeight)).toBeLessThan(1e-10);
  });
});

describe('kernels', () => {
  const own = randomLayer({ nIn: 9, nOut: 11, batch: 3, tauRatio: 1, mean: 1, seed: 11 });
  const { samples, weights, nOut, neuron } = own;

  it('run Adam as the reference does, and keep weights inside their limit', async () => {
    const { layer } = await load(own);
    const limit = 1.5;
    layer.setRange({ limit, step: 0 });
    const expected = weights.map((weight) => Math.min(limit, Math.max(-limit, weight)));
    const first = new Float64Array(weights.length);
    const second = new Float64Array(weights.length);
    const adam = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    for (let update = 1; update <= 5; update++) {
      const gradient = weights.map((_, k) => Math.sin(k + update));
      writeRows(layer, layer.gradient, { first: 0, count: layer.nIn }, gradient);
      layer.step(update, adam);
      adamStep(expected, gradient, first, second, update, adam, limit);
    }
    expect(distance(matrix(layer, layer.weights), expected)).toBeLessThan(1e-13);
    expect(expected.some((weight) => Math.abs(weight) === limit)).toBe(true);
  });

  it('run on rounded weights and keep the exact ones', async () => {
    const { network, layer } = await load(own);
    const range = { limit: 2, step: 2 / 7 };
    layer.setRange(range);
    network.forward(samples.length);
    const rounded = distortedWeights(weights, range.limit, range.step);
    rowsOf(layer, samples.length).forEach((row, b) => {
      const expected = firstSpikeTimes(samples[b]!, rounded, nOut, neuron);
      expect(distance(row, expected)).toBeLessThan(1e-12);
    });
    const inside = weights.map((weight) => Math.min(2, Math.max(-2, weight)));
    expect([...matrix(layer, layer.weights)]).toEqual([...inside]);
  });
});
