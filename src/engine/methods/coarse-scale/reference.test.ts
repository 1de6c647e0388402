import { describe, expect, it } from 'vitest';
import { coarseFactors } from '#catalog/neurons/coarseLif.ts';
import { createStream } from '#model/random/stream.ts';
import type { CellParams } from './cell.ts';
import { CELL_MODELS, logisticSpike } from './cell.ts';
import type { ReferenceLayer } from './referenceNetwork.ts';
import { backward, crossEntropy, forward, squaredError } from './referenceNetwork.ts';

/** Central differences of float64 losses of size 1 to 10, against gradients of size 0.01 to 1. */
const RELATIVE = 1e-5;
const STEP = 1e-6;

const random = createStream(3, 'noise');
const values = (n: number, width: number): Float64Array =>
  Float64Array.from({ length: n }, () => width * (2 * random.uniform() - 1) + width / 3);
const smooth = ({ beta }: CellParams) => logisticSpike(beta);
const cell = (model: CellParams['model'], tau: number): ReferenceLayer => ({
  type: 'spike',
  cell: { model, tau, v0: 1, beta: 3, gain: 1.1 },
});

const dense: ReferenceLayer[] = [
  { type: 'dense', inputs: 5, outputs: 6, weights: values(30, 1.2), bias: values(6, 0.3) },
  cell('uniform', 4),
  { type: 'dense', inputs: 6, outputs: 3, weights: values(18, 1.2), bias: null },
  cell('uniform', 2),
];
const conv: ReferenceLayer[] = [
  {
    type: 'conv',
    channels: [1, 2],
    kernel: [3, 2],
    stride: 1,
    pad: 1,
    weights: values(12, 0.9),
    bias: values(2, 0.3),
  },
  cell('blank', 4),
  { type: 'maxpool', size: 2 },
  { type: 'flatten' },
  { type: 'dense', inputs: 2 * 2 * 2, outputs: 3, weights: values(24, 1.2), bias: null },
  cell('vext', 8),
];

describe('backward pass against central differences of the smoothed network', () => {
  it.each([
    ['dense', dense, 5, [5, 1, 1] as const],
    ['convolution and maximum', conv, 16, [1, 4, 4] as const],
  ])('%s', (_name, layers, inputs, shape) => {
    const x = Array.from({ length: 5 }, () => values(inputs, 0.7));
    for (const lossOf of [
      (counts: Float64Array) => squaredError(counts, 1, 4),
      (counts: Float64Array) => crossEntropy(counts, 1, 4),
    ]) {
      const loss = (): number => lossOf(forward(layers, x, shape, smooth).counts).loss;
      const pass = forward(layers, x, shape, smooth);
      const gradient = backward(layers, pass, lossOf(pass.counts).gradient);
      const check = (array: Float64Array, got: Float64Array): void => {
        const scale = Math.max(...got.map(Math.abs));
        expect(scale).toBeGreaterThan(1e-3);
        array.forEach((value, i) => {
          array[i] = value + STEP;
          const up = loss();
          array[i] = value - STEP;
          const down = loss();
          array[i] = value;
          expect(Math.abs((up - down) / (2 * STEP) - got[i]!)).toBeLessThan(RELATIVE * scale);
        });
      };
      layers.forEach((layer, at) => {
        const own = gradient.layers[at];
        if (layer.type !== 'dense' && layer.type !== 'conv') return;
        check(layer.weights, own!.weights);
        if (layer.bias !== null) check(layer.bias, own!.bias!);
      });
      x.forEach((step, k) => check(step, gradient.input[k]!));
    }
  });
});

describe('coefficients', () => {
  it('are means over the moment of arrival', () => {
    // Midpoint sums of §3: an input at phase u has decayed by exp(−(1 − u)/τ) and counts with weight u.
    for (const tau of [0.5, 4, 50]) {
      const n = 20_000;
      let [b, c] = [0, 0];
      for (let i = 0; i < n; i++) {
        const u = (i + 0.5) / n;
        b += Math.exp(-(1 - u) / tau) / n;
        c += (u * Math.exp(-(1 - u) / tau)) / n;
      }
      const got = coarseFactors(tau);
      expect(got.b).toBeCloseTo(b, 8);
      expect(got.c).toBeCloseTo(c, 8);
    }
  });

  it('lose nothing but half of what follows a spike when nothing leaks', () => {
    const { a, b, c } = coarseFactors(1e6);
    expect([a, b, c].map((value) => value.toFixed(4))).toEqual(['1.0000', '1.0000', '0.5000']);
  });
});

describe('cells at a steady input', () => {
  it.each(CELL_MODELS)('%s fires as often as its recurrence says', (model) => {
    const layers = [cell(model, 4)];
    const rate = (x: number): number => {
      const input = Array.from({ length: 200 }, () => Float64Array.of(x));
      return forward(layers, input, [1, 1, 1]).counts[0]! / 200;
    };
    const { b, c } = coarseFactors(4);
    // Above threshold at every step: what the step after a spike gives has to be enough alone.
    const always = { uniform: 1 / c, blank: Infinity, vext: 1 / 1.1, lif: 1 / b, if: 1 }[model];
    if (always < Infinity) {
      expect(rate(always * 1.001)).toBe(1);
      expect(rate(always * 0.999)).toBeLessThan(1);
    } else {
      expect(rate(1e6)).toBe(0.5);
    }
    expect(rate(0)).toBe(0);
  });
});
