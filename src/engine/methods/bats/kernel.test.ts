import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import * as reference from '../../kernels/reference/optimisers.ts';
import {
  type BatsModule,
  createBatsModule,
  createKernelNetwork,
  identityTargets,
  type KernelLayer,
  type KernelNetwork,
  type LayerSpec,
  neuronOfPadded,
  unpadded,
  writePadded,
} from './kernel.ts';
import { createLossScratch, writeLoss } from './loss.ts';
import type { LayerConstants, Synapse } from './referenceLayer.ts';
import { type LossSpec, referenceLoss } from './referenceLoss.ts';
import { type ReferenceLayer, referenceSample } from './referenceNetwork.ts';
import { denseSynapses, poolTargets } from './referenceShapes.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/bats.wasm', import.meta.url));
/** Float64 sums in another order. */
const TOLERANCE = 1e-10;

const constants = (threshold: number, maxSpikes = 6, reset = threshold): LayerConstants => ({
  tauSyn: 1,
  threshold,
  reset,
  maxSpikes,
  tMax: 3,
});

function uniform(name: number, length: number, low: number, high: number): Float64Array {
  const stream = createStream(21, 'weights', name);
  return Float64Array.from({ length }, () => low + (high - low) * stream.uniform());
}

/** Times on a coarse grid, so that many are equal. */
function trains(n: number): number[][] {
  const stream = createStream(22, 'weights', n);
  return Array.from({ length: n }, () =>
    Array.from(
      { length: Math.floor(3 * stream.uniform()) },
      () => Math.floor(20 * stream.uniform()) / 10,
    ).sort((a, b) => a - b),
  );
}

function load(network: KernelNetwork, inputs: readonly (readonly number[])[]): void {
  const entries = inputs.flatMap((train, neuron) => train.map((time) => ({ neuron, time })));
  network.inputs.count = entries.length;
  network.inputs.neurons.values.set(entries.map(({ neuron }) => neuron));
  network.inputs.times.values.set(entries.map(({ time }) => time));
  network.inputs.errors.values.fill(0);
}

function grouped(layer: KernelLayer, values: Float64Array): number[][] {
  const all = Array.from({ length: layer.groups * layer.columns }, () => [] as number[]);
  for (let s = 0; s < layer.spikes.count; s++)
    all[neuronOfPadded(layer, layer.spikes.neurons.values[s]!)]!.push(values[s]!);
  return all;
}

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>): void {
  expect(got.length).toBe(want.length);
  // Written so that a NaN counts.
  const far = Array.from(want).filter(
    (value, i) => !(Math.abs(got[i]! - value) <= TOLERANCE * Math.max(1, Math.abs(value))),
  );
  expect(far).toEqual([]);
}

const counts: LossSpec = { kind: 'count', targetTrue: 5, targetFalse: 1, margin: 0, scale: 1 };
const timeLoss = { xi: 0.3, alpha: 0.05, beta: 0.7, tauSyn: 1 };
const losses: readonly LossSpec[] = [
  counts,
  { kind: 'firstSpike', tauLoss: 0.3, silentTime: 5 },
  { kind: 'earlySpike', timeLoss, tauLoss: 0.3, silentTime: 5 },
];

/** Spikes, errors and gradients of the kernel against the reference; the bias is one more input there. */
function expectEqual(
  module: BatsModule,
  specs: readonly LayerSpec[],
  layers: readonly ReferenceLayer[],
  inputs: readonly (readonly number[])[],
  referenceInputs: readonly (readonly number[])[] = inputs,
  loss: LossSpec = counts,
): void {
  const network = createKernelNetwork(module, specs, 500, true);
  const spiking = layers.filter((layer) => layer.kind === 'spiking');
  network.layers.forEach((layer, l) => {
    writePadded(layer, spiking[l]!.weights, layer.weights.values);
  });
  const want = referenceSample(layers, referenceInputs, (outputs) =>
    referenceLoss(loss, outputs, 1),
  );
  const spikingAt = layers.flatMap((layer, l) => (layer.kind === 'spiking' ? [l] : []));
  expect(want.trains.at(-1)!.flat().length).toBeGreaterThan(3);
  // Twice: nothing of a sample may stay behind, and gradients add up.
  for (let round = 1; round <= 2; round++) {
    load(network, inputs);
    network.forward();
    const output = network.layers.at(-1)!;
    const got = writeLoss(loss, output.spikes, 1, createLossScratch(output.columns));
    expect(got.loss).toBeCloseTo(want.loss, 10);
    expect(got.predicted).toBe(want.predicted);
    network.layers.forEach((layer, k) => {
      const spikes = grouped(layer, layer.spikes.times.values);
      const expected = want.trains[spikingAt[k]!]!;
      expect(spikes.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
      expectClose(spikes.flat(), expected.flat());
    });
    network.backward();
    network.layers.forEach((layer, k) => {
      const l = spikingAt[k]!;
      expectClose(grouped(layer, layer.spikes.errors.values).flat(), want.totals[l]!.flat());
      const tau = 2 * layer.spec.constants.tauSyn;
      expectClose(unpadded(layer, layer.gradient.values, tau / round), want.weights[l]!);
    });
    const nSpikes = inputs.flat().length;
    expectClose(
      network.inputs.errors.values.subarray(0, nSpikes),
      want.inputs.slice(0, inputs.length).flat(),
    );
  }
}

const denseLayer = (name: number, nIn: number, nOut: number, own: LayerConstants) => ({
  kind: 'spiking' as const,
  synapses: denseSynapses(nIn, nOut),
  weights: uniform(name, nIn * nOut, -0.5, 1.3),
  constants: own,
});

const denseSpec = (nIn: number, nOut: number, own: LayerConstants, from: number): LayerSpec => ({
  shape: { kind: 'dense', inputs: nIn, neurons: nOut },
  constants: own,
  sources: [{ from, targets: identityTargets(nIn) }],
  biasTime: null,
});

describe('the kernel and the reference agree', async () => {
  const module = await createBatsModule(bytes);

  it.each(
    losses.flatMap((loss) => [2, 3, 5, 8].map((hidden) => ({ loss, hidden, of: loss.kind }))),
  )('on two dense layers with $hidden hidden neurons by $of', ({ hidden, loss }) => {
    const [c1, c2] = [constants(0.6), constants(0.4, 4, 0.3)];
    expectEqual(
      module,
      [denseSpec(15, hidden, c1, -1), denseSpec(hidden, 3, c2, 0)],
      [denseLayer(hidden, 15, hidden, c1), denseLayer(hidden + 20, hidden, 3, c2)],
      ...[trains(15), trains(15)],
      loss,
    );
  });

  it('on a layer that hears the inputs, a hidden layer and its bias', () => {
    const [c1, c2] = [constants(0.6), constants(0.7)];
    const hidden = denseLayer(31, 10, 4, c1);
    const inputs = trains(10);
    const bias = 0.25;
    const own = denseLayer(32, 11, 3, c2);
    expectEqual(module, [{ ...denseSpec(10, 3, c2, -1), biasTime: bias }], [own], inputs, [
      ...inputs,
      [bias],
    ]);
    const network = createKernelNetwork(
      module,
      [
        denseSpec(10, 4, c1, -1),
        {
          ...denseSpec(14, 3, c2, 0),
          sources: [
            { from: 0, targets: identityTargets(4) },
            { from: -1, targets: identityTargets(10, 4) },
          ],
        },
      ],
      500,
      false,
    );
    const second = denseLayer(33, 14, 3, c2);
    writePadded(network.layers[0]!, hidden.weights, network.layers[0]!.weights.values);
    writePadded(network.layers[1]!, second.weights, network.layers[1]!.weights.values);
    load(network, inputs);
    network.forward();
    const first = referenceSample([hidden], inputs, (outputs) => referenceLoss(counts, outputs, 1));
    const want = referenceSample([second], [...first.trains[0]!, ...inputs], (outputs) =>
      referenceLoss(counts, outputs, 1),
    );
    const output = network.layers[1]!;
    expectClose(grouped(output, output.spikes.times.values).flat(), want.trains[0]!.flat());
  });

  it.each([
    { stride: 1, pad: 0, out: 4, bias: null },
    { stride: 2, pad: 1, out: 4, bias: 0.1 },
  ])('on filters with stride $stride and padding $pad, pooled', ({ stride, pad, out, bias }) => {
    const [extent, channels, size, filters] = [6, 2, 3, 3];
    const c1 = constants(0.8, 3);
    const c2 = constants(0.8);
    const shape = {
      ...{ kind: 'conv' as const, x: extent, y: extent, channels, filters },
      ...{ filterX: size, filterY: size, outX: out, outY: out, stride, padX: pad, padY: pad },
    };
    const nInputs = extent * extent * channels;
    const taps = size * size * channels;
    const synapses: Synapse[][] = [];
    for (let x = 0; x < out; x++)
      for (let y = 0; y < out; y++)
        for (let filter = 0; filter < filters; filter++) {
          const own: Synapse[] = [];
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++)
              for (let channel = 0; channel < channels; channel++) {
                const [ix, iy] = [x * stride + i - pad, y * stride + j - pad];
                if (Math.min(ix, iy) < 0 || Math.max(ix, iy) >= extent) continue;
                own.push({
                  input: (ix * extent + iy) * channels + channel,
                  weight: ((i * size + j) * channels + channel) * filters + filter,
                });
              }
          if (bias !== null) own.push({ input: nInputs, weight: taps * filters + filter });
          synapses.push(own);
        }
    const rows = taps + (bias === null ? 0 : 1);
    const conv = {
      kind: 'spiking' as const,
      synapses,
      weights: uniform(41 + stride, rows * filters, -0.4, 0.9),
      constants: c1,
    };
    const targets = poolTargets(out, out, filters);
    const nPooled = (out / 2) ** 2 * filters;
    const inputs = trains(nInputs);
    expectEqual(
      module,
      [
        {
          shape,
          constants: c1,
          sources: [{ from: -1, targets: identityTargets(nInputs) }],
          biasTime: bias,
        },
        { ...denseSpec(nPooled, 4, c2, 0), sources: [{ from: 0, targets }] },
      ],
      [conv, { kind: 'pool', targets }, denseLayer(44, nPooled, 4, c2)],
      inputs,
      bias === null ? inputs : [...inputs, [bias]],
    );
  });

  it('on silence', () => {
    const own = constants(1e9);
    const network = createKernelNetwork(module, [denseSpec(4, 3, own, -1)], 10, true);
    load(network, [[0.5], [], [0.1, 0.2], []]);
    network.forward();
    const first: LossSpec = { kind: 'firstSpike', tauLoss: 1, silentTime: Infinity };
    const scratch = createLossScratch(3);
    const { spikes } = network.layers[0]!;
    expect(spikes.count).toBe(0);
    expect(writeLoss(first, spikes, 2, scratch)).toEqual({ loss: Infinity, predicted: 0 });
    network.backward();
    expect(network.layers[0]!.gradient.values.every((value) => value === 0)).toBe(true);
  });
});

describe('optimisers in float64', async () => {
  const module = await createBatsModule(bytes);
  const { exports } = module;
  const N = 10;
  const SCALE = 0.25;

  it.each(['sgd', 'momentum', 'adam'] as const)('%s is that of the reference', (kind) => {
    const w = module.alloc64(N);
    const [g, m, v] = [module.alloc64(N), module.alloc64(N), module.alloc64(N)];
    const want = uniform(51, N, -1, 1);
    w.values.set(want);
    const [m0, v0] = [new Float64Array(N), new Float64Array(N)];
    for (let step = 1; step <= 5; step++) {
      const gradient = uniform(51 + step, N, -1, 1);
      g.values.set(gradient.map((value) => value / SCALE));
      const decayed = gradient.map((value, i) => value + 0.01 * want[i]!);
      switch (kind) {
        case 'sgd':
          exports.sgd(w.at, g.at, N, SCALE, 0.1, 0.01);
          reference.sgd(want, decayed, 0.1);
          break;
        case 'momentum':
          exports.momentum(w.at, g.at, m.at, N, SCALE, 0.1, 0.9, 0.01);
          reference.momentum(want, decayed, m0, 0.1, 0.9, false);
          break;
        case 'adam': {
          const [c1, c2] = [1 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step)];
          exports.adam(w.at, g.at, m.at, v.at, N, SCALE, 0.1, 0.9, 0.999, 1e-8, c1, c2, 0.001);
          reference.adam(want, gradient, m0, v0, {
            ...{ rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step, weightDecay: 0.01 },
          });
          break;
        }
        default:
          kind satisfies never;
      }
      expect(g.values.every((value) => value === 0)).toBe(true);
    }
    expectClose(w.values, want);
  });

  it('sums squares', () => {
    const g = module.alloc64(4);
    g.values.set([1, 2, 3, 4]);
    expect(exports.sumOfSquares(g.at, 4)).toBe(30);
  });
});
