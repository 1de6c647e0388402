import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { poisson } from '#catalog/encoders/poisson.ts';
import { createStream } from '#model/random/stream.ts';
import { createFloat64Module } from '../float64Module.ts';
import { effectPolynomials } from './effectTable.ts';
import type { AdamStep } from './kernelAdam.ts';
import { adding, stepFromGradients, stepping } from './kernelAdam.ts';
import { backward } from './kernelBackward.ts';
import type { StRsbpExports } from './kernelExports.ts';
import { drawInputs, forward, setInputs, trainsOf } from './kernelForward.ts';
import type { Kernel } from './kernelPlan.ts';
import { cell, createKernel } from './kernelPlan.ts';
import type { Matrix } from './reference/matrix.ts';
import { matrix } from './reference/matrix.ts';
import type { ReferenceNetwork, SampleGradients } from './reference/network.ts';
import { sampleGradients } from './reference/network.ts';
import type { SpikeTrain } from './reference/neuron.ts';
import { createAdam } from './reference/optimiser.ts';
import { eachSynapse, synapseLists } from './synapses.ts';

const STEPS = 70;
const TIMES = { tauMem: 20, tauSyn: 5, refractorySteps: 2 };
const ADAM: AdamStep = { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, update: 1 };
const REGULARISER = { lambda: 10, beta: 0.04, weightLimit: 8 };

/** 21–19–R37–5: no layer is a multiple of a tile. */
function network(seed: number, units = 37, density = 0.15, strength = 1): ReferenceNetwork {
  const random = createStream(seed, 'noise', 1);
  const uniform = (rows: number, columns: number): number[][] =>
    matrix(rows, columns, () => 2 * random.uniform() - 0.8);
  const loop = matrix(units, units, () =>
    random.uniform() < density ? strength * (2 * random.uniform() - 1) : 0,
  );
  const against = matrix(5, 5, (i, l) => (i === l ? 0 : -1));
  const neuron = (threshold: number) => ({ ...TIMES, threshold });
  return {
    layers: [
      { kind: 'dense', weights: uniform(19, 21), recurrent: null, neuron: neuron(4) },
      { kind: 'recurrent', weights: uniform(units, 19), recurrent: loop, neuron: neuron(5) },
      { kind: 'output', weights: uniform(5, units), recurrent: against, neuron: neuron(6) },
    ],
    steps: STEPS,
    table: effectPolynomials({ steps: STEPS, ...TIMES }),
    targets: { right: 14, others: 2, margin: 1 },
    lateralStrength: 1,
    regulariser: REGULARISER,
  };
}

function inputs(seed: number): SpikeTrain[] {
  const random = createStream(seed, 'noise', 2);
  return Array.from({ length: 21 }, (_, j) =>
    j % 5 === 3
      ? []
      : Array.from({ length: STEPS }, (_unused, t) => t).filter(() => random.uniform() < 0.15),
  );
}

async function kernelOf(
  { layers, steps, table, targets, lateralStrength }: ReferenceNetwork,
  recurrentGradient: 'diagonal' | 'full',
  addsUp = false,
): Promise<Kernel> {
  const bytes = await engineAssets.methodKernels('st-rsbp');
  const kernel = createKernel(await createFloat64Module<StRsbpExports>(bytes), {
    inputs: layers[0]!.weights[0]!.length,
    steps,
    layers: layers.map(({ kind, weights, recurrent, neuron }) => ({
      units: weights.length,
      neuron,
      polynomials: table,
      synapses: recurrent && synapseLists(weights.length, (p, i) => recurrent[i]![p] !== 0),
      trainsSynapses: kind === 'recurrent',
    })),
    targets,
    lateralStrength,
    recurrentGradient,
    addsUp,
  });
  kernel.memory.layers.forEach((layer, index) => {
    const { weights, recurrent } = layers[index]!;
    const values = layer.weights.values.values;
    weights.forEach((row, i) => row.forEach((w, j) => (values[cell(row.length, j, i)] = w)));
    const own = layer.synapses?.weights.values.values;
    if (layer.plan.synapses !== null && own !== undefined)
      eachSynapse(layer.plan.synapses, (k, p, i) => (own[k] = recurrent![i]![p]!));
  });
  return kernel;
}

/** All weights in the order of the reference: each layer's rows, then its recurrent ones. */
function weightsOf({ memory }: Kernel): number[] {
  return memory.layers.flatMap((layer) => {
    const values = layer.weights.values.values;
    const { units, synapses, trainsSynapses } = layer.plan;
    const rows = matrix(units, layer.fanIn, (i, j) => values[cell(layer.fanIn, j, i)]!);
    const loop = matrix(units, units, () => 0);
    const own = layer.synapses?.weights.values.values;
    if (trainsSynapses && synapses !== null && own !== undefined)
      eachSynapse(synapses, (k, p, i) => (loop[i]![p] = own[k]!));
    return [...rows.flat(), ...(trainsSynapses ? loop.flat() : [])];
  });
}

/** The same order, of gradients with the regulariser's. */
function gradientOf({ layers }: SampleGradients, kind: 'diagonal' | 'full'): number[] {
  return layers.flatMap((layer) => {
    const [onWeights, onLoop] = layer.regularised;
    const plus = (a: Matrix, b: Matrix): number[] =>
      a.flatMap((row, i) => row.map((value, j) => value + b[i]![j]!));
    if (layer.kind === 'dense') return plus(layer.weights, onWeights!);
    return [...plus(layer[kind].weights, onWeights!), ...plus(layer[kind].recurrent, onLoop!)];
  });
}

function startOf({ layers }: ReferenceNetwork): number[] {
  return layers.flatMap(({ kind, weights, recurrent }) => [
    ...weights.flat(),
    ...(kind === 'recurrent' ? recurrent!.flat() : []),
  ]);
}

function expectClose(got: readonly number[], want: readonly number[], tolerance: number): void {
  expect(got.length).toBe(want.length);
  let largest = 0;
  got.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - want[i]!))));
  expect(largest).toBeLessThan(tolerance);
}

describe.each(['diagonal', 'full'] as const)('an update by the %s gradient', (kind) => {
  it.each([1, 2, 3, 4])('is that of the reference, sample %i', async (seed) => {
    const net = network(seed);
    const label = seed % 5;
    const want = sampleGradients(net, inputs(seed), label, 1.3);
    const kernel = await kernelOf(net, kind);
    setInputs(kernel, inputs(seed));
    forward(kernel);
    const trains = kernel.memory.layers.map((layer) => trainsOf(layer.trains, layer.plan.units));
    expect(trains).toEqual(want.traces.map((trace) => trace.trains));
    expect(trains.flat().some((train) => train.length === 0)).toBe(true);
    const loss = backward(kernel, label, 1.3, stepping(kernel, ADAM, REGULARISER));
    expect(loss.cost).toBe(want.cost);
    expect(loss.cost).toBeGreaterThan(0);
    const after = startOf(net);
    createAdam(after.length).step(after, gradientOf(want, kind), ADAM);
    expectClose(weightsOf(kernel), after, 1e-9);
  });
});

describe('an update by a batch', () => {
  /** Mean gradient of three samples, and the step it makes. */
  async function run(clipNorm: number) {
    const net = network(9);
    const kernel = await kernelOf(net, 'full', true);
    const mean = startOf(net).map(() => 0);
    for (const seed of [1, 2, 3]) {
      setInputs(kernel, inputs(seed));
      forward(kernel);
      backward(kernel, seed, 1 / 3, adding(kernel));
      const { layers } = sampleGradients(net, inputs(seed), seed, 1);
      const bare = layers.map((layer) => ({
        ...layer,
        regularised: layer.regularised.map((rows) => rows.map((row) => row.map(() => 0))),
      }));
      const sum = gradientOf({ layers: bare } as unknown as SampleGradients, 'full');
      sum.forEach((value, i) => (mean[i]! += value / 3));
    }
    stepFromGradients(kernel, ADAM, null, clipNorm);
    return { net, kernel, mean };
  }

  it('follows their mean', async () => {
    const { net, kernel, mean } = await run(0);
    const after = startOf(net);
    createAdam(after.length).step(after, mean, ADAM);
    expectClose(weightsOf(kernel), after, 1e-9);
  });

  it('is bounded by the norm of all gradients together', async () => {
    const { kernel, mean } = await run(0.5);
    const norm = Math.hypot(...mean);
    expect(norm).toBeGreaterThan(0.5);
    const firsts = kernel.memory.layers.flatMap(({ weights, synapses, plan }) => [
      ...weights.first.values,
      ...(plan.trainsSynapses ? (synapses?.weights.first.values ?? []) : []),
    ]);
    expect(Math.hypot(...firsts) / (1 - ADAM.beta1)).toBeCloseTo(0.5, 9);
  });
});

describe('the linear system of a recurrent layer', () => {
  it('falls back on elimination where iteration does not converge', async () => {
    const strong = network(5, 150, 1, 5);
    const want = sampleGradients(strong, inputs(5), 0, 1);
    const kernel = await kernelOf(strong, 'full');
    setInputs(kernel, inputs(5));
    forward(kernel);
    backward(kernel, 0, 1, stepping(kernel, ADAM, REGULARISER));
    expect(kernel.counters.eliminations).toBe(1);
    const after = startOf(strong);
    createAdam(after.length).step(after, gradientOf(want, 'full'), ADAM);
    expectClose(weightsOf(kernel), after, 1e-7);
  });
});

describe('rate-coded inputs', () => {
  it('are the spikes of the encoder', async () => {
    const kernel = await kernelOf(network(1), 'diagonal');
    const n = kernel.plan.inputs;
    const values = Float32Array.from({ length: n }, (_, j) => (j % 4 === 0 ? 0 : j / (n - 1)));
    const context = { steps: STEPS, seed: 7, epoch: 3, streamId: 2 ** 31 + 5, training: true };
    for (const peakRate of [0.3, 1]) {
      const want = new Float32Array(STEPS * n);
      poisson.encode(values, { peakRate, frozen: false }, context, want);
      drawInputs(kernel, { ...context, rates: values.map((value) => value * peakRate) });
      const got = new Float32Array(STEPS * n);
      trainsOf(kernel.memory.input, n).forEach((train, j) => {
        for (const t of train) got[t * n + j] = 1;
      });
      expect(got).toEqual(want);
      expect(want.some((spike) => spike === 1)).toBe(true);
    }
  });
});
