import { describe, expect, it } from 'vitest';
import { efficiencyOf } from './efficiency.ts';
import { alphaMembraneResponse, alphaResponse, exponentialResponse } from './impulseResponse.ts';
import { lifRate, softRate, softSlope } from './rates.ts';
import type { ReferenceLayer } from './referenceNetwork.ts';
import { crossEntropyGradients, runSpiking } from './referenceNetwork.ts';
import { restingState, spikingStep } from './spikingNeuron.ts';
import { createFilter, filterCoefficients } from './synapse.ts';

const times = { tauRefS: 0.002, tauRcS: 0.022 };

describe('rates', () => {
  it.each([-40, -3, 0.9, 1, 1.01, 1.5, 7, 100])('have the derivative stated, at J = %f', (j) => {
    for (const gamma of [0.02, 1]) {
      const h = 1e-6 * Math.max(1, Math.abs(j));
      const slope = (softRate(j + h, times, gamma) - softRate(j - h, times, gamma)) / (2 * h);
      expect(softSlope(j, times, gamma) / slope - 1).toBeCloseTo(0, 6);
    }
  });

  it('become those of the LIF neuron as the softplus narrows', () => {
    for (const j of [1.2, 2, 10]) {
      expect(softRate(j, times, 1e-4) / lifRate(j, times)).toBeCloseTo(1, 9);
    }
    expect(softRate(0.5, times, 1e-4)).toBeLessThan(0.01);
  });
});

it.each([0.004, 0.02, 0.3, 2])(
  'filtered trains of period %f s have the mean 1/period',
  (period) => {
    const n = 200_000;
    const mean = (at: (t: number) => number): number =>
      Array.from({ length: n }, (_, i) => at(((i + 0.5) / n) * period)).reduce((a, b) => a + b) / n;
    expect(mean((t) => exponentialResponse(t, period, 0.003)) * period).toBeCloseTo(1, 4);
    expect(mean((t) => alphaResponse(t, period, 0.003)) * period).toBeCloseTo(1, 4);
    expect(mean((t) => alphaMembraneResponse(t, period, 0.003, 0.022)) * period).toBeCloseTo(1, 4);
  },
);

it.each(['lowpass', 'alpha'] as const)('%s settles at its input', (kind) => {
  const filter = createFilter(1, filterCoefficients(kind, 5, 1));
  let y = 0;
  for (let t = 0; t < 200; t++) y = filter(Float64Array.of(3))[0]!;
  expect(y).toBeCloseTo(3, 12);
});

it.each([1.02, 1.4, 3, 30])('a neuron at J = %f fires at its rate, to one spike in 4 s', (j) => {
  const state = restingState(1);
  const spikes = new Float64Array(1);
  let count = 0;
  for (let t = 0; t < 4000; t++) {
    spikingStep(state, [j], times, 0.001, spikes);
    count += spikes[0]!;
  }
  expect(Math.abs(count - 4 * lifRate(j, times))).toBeLessThanOrEqual(1);
});

describe('small networks', () => {
  const neuron = { ...times, gain: 1, amp: 0.063, gamma: 0.05 };
  const weight = (seed: number): number => Math.sin(12.9898 * seed) * 1.3;
  const layer = (posts: number, pres: number, from: number, last = false): ReferenceLayer => ({
    weights: Array.from({ length: posts }, (_, i) =>
      Array.from({ length: pres }, (_, k) => weight(from + i * pres + k)),
    ),
    bias: Array.from({ length: posts }, (_, i) => 0.5 * weight(from + 1000 + i)),
    neuron: last ? null : neuron,
  });
  const layers = [layer(6, 3, 1), layer(5, 6, 100), layer(3, 5, 200, true)];
  const input = [0.8, -0.4, 1.3];

  it('have the gradients of central differences', () => {
    const { weights } = crossEntropyGradients(layers, input, 1);
    const lossWith = (l: number, post: number, pre: number, by: number): number =>
      crossEntropyGradients(
        layers.map((own, index) =>
          index !== l
            ? own
            : {
                ...own,
                weights: own.weights.map((row, i) =>
                  row.map((w, k) => (i === post && k === pre ? w + by : w)),
                ),
              },
        ),
        input,
        1,
      ).loss;
    let largest = 0;
    weights.forEach((rows, l) =>
      rows.forEach((row, post) =>
        row.forEach((gradient, pre) => {
          const difference = (lossWith(l, post, pre, 1e-6) - lossWith(l, post, pre, -1e-6)) / 2e-6;
          expect(gradient).toBeCloseTo(difference, 7);
          largest = Math.max(largest, Math.abs(gradient));
        }),
      ),
    );
    expect(largest).toBeGreaterThan(0.01);
  });

  it('pass a spike on in the same step', () => {
    const relay = { weights: [[10]], bias: [0], neuron };
    const chain = [{ ...relay, weights: [[1]] }, relay, { ...relay, neuron: null }];
    const options = { steps: 200, dtS: 0.001, synapse: 'none', tauSynS: 0 } as const;
    const { spikeSteps, outputs } = runSpiking(chain, [1], options);
    const [first = [], second = []] = spikeSteps.map((layer) => layer[0] ?? []);
    expect(first.length).toBeGreaterThan(5);
    expect(second).toEqual(first);
    const answered = outputs.flatMap(([y = 0], step) => (y > 0 ? [step] : []));
    expect(answered).toEqual(first);
  });
});

/** The published table: seconds and efficiency, the image's synapses charged once an image. */
describe('energy', () => {
  const cifar10 = {
    neurons: [36864, 9216, 2304, 1152],
    synapsesOut: [2764800, 14745600, 1327104, 663552, 11520],
    ratesHz: [173.3, 99, 9.7, 7.2],
  };
  const mnist = {
    neurons: [12544, 12544, 2000],
    synapsesOut: [313600, 5017600, 6272000, 20000],
    ratesHz: [4.6, 15.6, 4.2],
  };
  it.each([
    ['CIFAR-10', cifar10, 0.2, '0.76'],
    ['CIFAR-10', cifar10, 0.15, '0.98'],
    ['CIFAR-10', cifar10, 0.08, '1.64'],
    ['CIFAR-10', cifar10, 0.06, '2.04'],
    ['MNIST', mnist, 0.2, '5.94'],
    ['MNIST', mnist, 0.1, '10.24'],
    ['MNIST', mnist, 0.06, '14.42'],
  ])('%s as published', (_name, network, presentationS, wanted) => {
    const { efficiency } = efficiencyOf({ ...network, presentationS, dtS: 0.001 });
    expect(efficiency.toFixed(2)).toBe(wanted);
  });
});
