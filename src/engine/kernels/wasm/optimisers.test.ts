import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as reference from '../reference/optimisers.ts';
import { createArena } from './arena.ts';
import { uniform } from './randomTensor.ts';
import { createWasmKernels } from './createKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

/** Ten updates of values up to 1, each rounded at 6e−8. */
const TOLERANCE = 3e-6;
const STEPS = 10;
const sizes = [1, 2, 3, 4, 1003];

function setUp(n: number) {
  const arena = createArena(1);
  const kernels = createWasmKernels(arena.memory, bytes);
  const w = uniform(1, n, -1, 1);
  const gradients = Array.from({ length: STEPS }, (_, i) => uniform(2 + i, n, -1, 1));
  return { arena, kernels, w, gradients, at: arena.floats(w), g: arena.zeros(n) };
}

function expectClose(got: Float32Array, want: Float64Array): void {
  expect(got.length).toBe(want.length);
  // Written so that a NaN counts.
  expect(want.filter((value, i) => !(Math.abs(got[i]! - value) < TOLERANCE))).toHaveLength(0);
}

it.each(sizes)('sgd over %i weights', (n) => {
  const { arena, kernels, w, gradients, at, g } = setUp(n);
  for (const gradient of gradients) {
    arena.view(g, n).set(gradient);
    kernels.sgd(at, g, n, 0.01);
    reference.sgd(w, gradient, 0.01);
  }
  expectClose(arena.view(at, n), w);
  arena.assertIntact();
});

it.each(sizes)('momentum over %i weights, plain and Nesterov', (n) => {
  for (const nesterov of [false, true]) {
    const { arena, kernels, w, gradients, at, g } = setUp(n);
    const moments = new Float64Array(n);
    const m = arena.zeros(n);
    for (const gradient of gradients) {
      arena.view(g, n).set(gradient);
      kernels.momentum(at, g, m, n, 0.01, 0.9, nesterov ? 1 : 0);
      reference.momentum(w, gradient, moments, 0.01, 0.9, nesterov);
    }
    expectClose(arena.view(at, n), w);
    arena.assertIntact();
  }
});

it.each(sizes)('adam over %i weights, with and without decoupled decay', (n) => {
  for (const weightDecay of [0, 0.1]) {
    const { arena, kernels, w, gradients, at, g } = setUp(n);
    const [first, second] = [new Float64Array(n), new Float64Array(n)];
    const [m, v] = [arena.zeros(n), arena.zeros(n)];
    gradients.forEach((gradient, i) => {
      arena.view(g, n).set(gradient);
      const step = i + 1;
      const corrections = [1 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step)] as const;
      kernels.adam(at, g, m, v, n, 0.01, 0.9, 0.999, 1e-8, ...corrections, 0.01 * weightDecay);
      const options = { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step, weightDecay };
      reference.adam(w, gradient, first, second, options);
    });
    expectClose(arena.view(at, n), w);
    arena.assertIntact();
  }
});

it.each(sizes)('sum of squares, scale and axpy over %i numbers', (n) => {
  const { arena, kernels, w, gradients, at, g } = setUp(n);
  const x = gradients[0]!;
  arena.view(g, n).set(x);
  expect(kernels.sumOfSquares(at, n)).toBeCloseTo(
    w.reduce((sum, value) => sum + value * value, 0),
    9,
  );
  kernels.axpy(g, at, n, 0.5);
  expectClose(
    arena.view(at, n),
    w.map((value, i) => value + 0.5 * x[i]!),
  );
  kernels.scale(g, n, -3);
  expectClose(
    arena.view(g, n),
    x.map((value) => -3 * value),
  );
  arena.assertIntact();
});
