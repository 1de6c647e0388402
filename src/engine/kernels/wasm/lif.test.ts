import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LifGradientOptions, LifLayer, LifStates } from '../reference/lif.ts';
import { lifBackward, lifForward } from '../reference/lif.ts';
import type { Arena } from './arena.ts';
import { createArena } from './arena.ts';
import { sparse, uniform } from './randomTensor.ts';
import { lifBackwardScratchBytes, lifForwardScratchBytes } from './scratch.ts';
import type { ResetKind, SurrogateKind } from './wasmKernels.ts';
import { createWasmKernels } from './createKernels.ts';
import { RESET_KIND, SURROGATE_KIND } from './wasmKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

/** Float32 membranes of a few dozen steps: each step rounds once or twice at 6e−8 of about 3. */
const MEMBRANE_TOLERANCE = 2e-5;
/** Gradients sum some hundred such terms, with slopes up to 25 times the membrane's error. */
const GRADIENT_TOLERANCE = 2e-3;

const base: LifLayer = {
  steps: 23,
  batch: 3,
  neurons: 13,
  decayMem: 0.9,
  gain: 1,
  decaySyn: 0,
  threshold: 1,
  resetAmount: 1,
  resetKind: 'subtract',
  refractorySteps: 0,
  spiking: true,
  wRec: null,
};

const resets: ResetKind[] = ['subtract', 'zero', 'none'];
const layers: [string, LifLayer][] = [];
for (const resetKind of resets) {
  for (const refractorySteps of [0, 1, 3, 40]) {
    for (const decaySyn of [0, 0.6]) {
      for (const recurrent of [false, true]) {
        const wRec = recurrent ? uniform(5, 13 * 13, -0.3, 0.3) : null;
        const layer = { ...base, resetKind, refractorySteps, decaySyn, wRec };
        layers.push([
          `${resetKind}, R ${refractorySteps}, b ${decaySyn}${recurrent ? ', recurrent' : ''}`,
          layer,
        ]);
      }
    }
  }
}
layers.push(['late reset θ/a', { ...base, resetAmount: 1 / 0.9 }]);
layers.push(['scaled input', { ...base, gain: 0.1, decayMem: 0.9, threshold: 0.05 }]);
for (const recurrent of [false, true]) {
  const wRec = recurrent ? uniform(5, 13 * 13, -0.3, 0.3) : null;
  // The coarse-scale cell with τ = 4: a = exp(−1/τ), b = τ(1 − a), c = τ(1 − b).
  const cell = { decayMem: 0.7788, gain: 0.8848, gainAfterSpike: 0.4608, threshold: 0.6 };
  layers.push([
    `gain lower after a spike${recurrent ? ', recurrent' : ''}`,
    { ...base, ...cell, resetKind: 'zero', wRec },
  ]);
}
layers.push(['leaky integrator', { ...base, spiking: false, decaySyn: 0.5 }]);
layers.push(['more neurons than a block', { ...base, steps: 4, batch: 9, neurons: 301 }]);
layers.push([
  'one step of one neuron',
  { ...base, steps: 1, batch: 1, neurons: 1, threshold: 0.1 },
]);

function runForward(arena: Arena, layer: LifLayer, x: Float64Array) {
  const kernels = createWasmKernels(arena.memory, bytes);
  const { steps, batch, neurons, wRec } = layer;
  const total = steps * batch * neurons;
  const u = arena.reserve(4 * total);
  const s = arena.reserve(4 * total);
  const scratch = arena.reserve(lifForwardScratchBytes(neurons, wRec !== null));
  kernels.lifForward(
    arena.floats(x),
    x.length < total ? 1 : 0,
    steps,
    batch,
    neurons,
    layer.decayMem,
    layer.gain,
    layer.decaySyn,
    layer.threshold,
    layer.resetAmount,
    RESET_KIND[layer.resetKind],
    layer.refractorySteps,
    layer.spiking ? 1 : 0,
    layer.gainAfterSpike ?? layer.gain,
    wRec ? arena.floats(wRec) : 0,
    u,
    s,
    scratch,
  );
  arena.assertIntact();
  return { membrane: arena.view(u, total), spikes: arena.view(s, total) };
}

interface BackwardCase {
  states: LifStates;
  gradSpikes: Float64Array | null;
  gradMembrane: Float64Array | null;
  options: LifGradientOptions;
  sumOverSteps: boolean;
}

function runBackward(arena: Arena, layer: LifLayer, test: BackwardCase): Float32Array {
  const kernels = createWasmKernels(arena.memory, bytes);
  const { steps, batch, neurons, wRec } = layer;
  const { states, gradSpikes, gradMembrane, options, sumOverSteps } = test;
  const size = (sumOverSteps ? 1 : steps) * batch * neurons;
  const out = arena.reserve(4 * size);
  const scratch = arena.reserve(lifBackwardScratchBytes(neurons, wRec !== null));
  kernels.lifBackward(
    arena.floats(states.membrane),
    arena.floats(states.spikes),
    gradSpikes ? arena.floats(gradSpikes) : 0,
    gradMembrane ? arena.floats(gradMembrane) : 0,
    steps,
    batch,
    neurons,
    layer.decayMem,
    layer.gain,
    layer.decaySyn,
    layer.threshold,
    layer.resetAmount,
    RESET_KIND[layer.resetKind],
    layer.refractorySteps,
    layer.spiking ? 1 : 0,
    layer.gainAfterSpike ?? layer.gain,
    SURROGATE_KIND[options.surrogate],
    options.steepness,
    options.resetFlows ? 1 : 0,
    wRec ? arena.floats(wRec) : 0,
    out,
    sumOverSteps ? 1 : 0,
    scratch,
  );
  arena.assertIntact();
  return arena.view(out, size);
}

/** Largest difference relative to the largest reference value. */
function largestError(got: ArrayLike<number>, want: Float64Array): number {
  expect(got.length).toBe(want.length);
  const scale = want.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(scale).toBeGreaterThan(0);
  let error = 0;
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs(got[i]! - want[i]!);
    error = Number.isNaN(difference) ? Infinity : Math.max(error, difference);
  }
  return error / scale;
}

const total = (layer: LifLayer) => layer.steps * layer.batch * layer.neurons;

describe('lifForward against float64', () => {
  it.each(layers)('%s', (_name, layer) => {
    const x = sparse(1, total(layer), total(layer) > 1 ? 0.5 : 1, 0.2, 0.9);
    const want = lifForward(layer, x);
    const nearest = want.membrane.reduce((m, u) => Math.min(m, Math.abs(u - layer.threshold)), 9);
    // Inputs were chosen so that no membrane is within rounding of the threshold.
    expect(nearest).toBeGreaterThan(2e-6);
    const got = runForward(createArena(4), layer, x);
    expect(largestError(got.membrane, want.membrane)).toBeLessThan(MEMBRANE_TOLERANCE);
    expect([...got.spikes]).toEqual([...want.spikes]);
    if (layer.spiking) expect(want.spikes).toContain(1);
    if (total(layer) > 1) expect(want.spikes).toContain(0);
  });

  it('takes an input that is the same at each step', () => {
    const x = uniform(2, base.batch * base.neurons, -0.1, 0.4);
    const want = lifForward(base, x);
    const got = runForward(createArena(4), base, x);
    expect(largestError(got.membrane, want.membrane)).toBeLessThan(MEMBRANE_TOLERANCE);
    expect([...got.spikes]).toEqual([...want.spikes]);
    expect(want.spikes).toContain(1);
  });

  it('keeps a neuron silent for R steps after a spike', () => {
    const layer = { ...base, refractorySteps: 3, steps: 9, batch: 1, neurons: 1 };
    const { spikes } = runForward(createArena(4), layer, new Float64Array([2]));
    expect([...spikes]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('lifBackward against float64', () => {
  const surrogates: [SurrogateKind, number][] = [
    ['fast-sigmoid', 25],
    ['atan', 2],
    ['triangle', 1],
    ['straight-through', 0.5],
    ['logistic', 5],
  ];
  it.each(layers)('%s', (_name, layer) => {
    const states = lifForward(layer, sparse(1, total(layer), 0.5, 0.2, 0.9));
    const gradSpikes = uniform(3, total(layer), -1, 1);
    const gradMembrane = uniform(4, total(layer), -0.2, 0.2);
    for (const [surrogate, steepness] of surrogates) {
      for (const resetFlows of [false, true]) {
        const options = { surrogate, steepness, resetFlows };
        const want = lifBackward(layer, states, gradSpikes, gradMembrane, options);
        const test = { states, gradSpikes, gradMembrane, options, sumOverSteps: false };
        const got = runBackward(createArena(4), layer, test);
        expect(largestError(got, want)).toBeLessThan(GRADIENT_TOLERANCE);
        if (layer.wRec) continue;
        const sum = new Float64Array(layer.batch * layer.neurons);
        want.forEach((value, i) => (sum[i % sum.length]! += value));
        const summed = runBackward(createArena(4), layer, { ...test, sumOverSteps: true });
        expect(largestError(summed, sum)).toBeLessThan(GRADIENT_TOLERANCE);
      }
    }
  });

  it('takes either gradient alone', () => {
    const states = lifForward(base, sparse(1, total(base), 0.5, 0, 0.9));
    const gradient = uniform(3, total(base), -1, 1);
    const none = new Float64Array(total(base));
    const options: LifGradientOptions = { surrogate: 'atan', steepness: 2, resetFlows: true };
    const common = { states, options, sumOverSteps: false };
    const spikesOnly = { ...common, gradSpikes: gradient, gradMembrane: null };
    const membraneOnly = { ...common, gradSpikes: null, gradMembrane: gradient };
    expect(
      largestError(
        runBackward(createArena(4), base, spikesOnly),
        lifBackward(base, states, gradient, none, options),
      ),
    ).toBeLessThan(GRADIENT_TOLERANCE);
    expect(
      largestError(
        runBackward(createArena(4), base, membraneOnly),
        lifBackward(base, states, none, gradient, options),
      ),
    ).toBeLessThan(GRADIENT_TOLERANCE);
  });
});
