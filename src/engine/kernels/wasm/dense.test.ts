import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as reference from '../reference/dense.ts';
import { createArena } from './arena.ts';
import { sparse, uniform } from './randomTensor.ts';
import {
  denseForwardScratchBytes,
  denseGradInputScratchBytes,
  denseGradWeightsScratchBytes,
} from './scratch.ts';
import { createWasmKernels } from './createKernels.ts';
import { PRODUCT_PATH } from './wasmKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

/** Sums of at most 300 products of size up to 1, each rounded at 6e−8. */
const TOLERANCE = 2e-5;

/** Sizes with every remainder of the tiles, single rows and columns, and more than one chunk. */
const sizes: [number, number, number][] = [
  [1, 1, 1],
  [5, 7, 10],
  [3, 16, 3],
  [4, 9, 12],
  [7, 30, 14],
  [6, 33, 37],
  [2, 64, 59],
  [131, 21, 45],
  [259, 18, 40],
  [70, 300, 17],
];
const densities = [0, 0.05, 0.3, 1];

function setUp(m: number, k: number, n: number, density: number) {
  const arena = createArena(16);
  const kernels = createWasmKernels(arena.memory, bytes);
  const spikes = sparse(m + n, m * k, density);
  const analog = sparse(m + k, m * k, density, -1, 1);
  const w = uniform(3, k * n, -1, 1);
  const bias = uniform(4, n, -1, 1);
  const gy = sparse(5, m * n, Math.max(density, 0.1), -1, 1);
  return { arena, kernels, inputs: [spikes, analog], w, bias, gy };
}

function expectClose(got: Float32Array, want: Float64Array): void {
  expect(got.length).toBe(want.length);
  // Written so that a NaN counts.
  expect(want.filter((value, i) => !(Math.abs(got[i]! - value) < TOLERANCE))).toHaveLength(0);
}

describe.each(Object.entries(PRODUCT_PATH))('dense products, path %s', (_name, path) => {
  it.each(sizes)('%i × %i × %i', (m, k, n) => {
    for (const density of densities) {
      const { arena, kernels, inputs, w, bias, gy } = setUp(m, k, n, density);
      const [wAt, biasAt, gyAt] = [arena.floats(w), arena.floats(bias), arena.floats(gy)];
      for (const x of inputs) {
        const xAt = arena.floats(x);
        for (const withBias of [true, false]) {
          const y = arena.reserve(4 * m * n);
          const scratch = arena.reserve(denseForwardScratchBytes(k, n));
          kernels.denseForward(xAt, wAt, withBias ? biasAt : 0, y, m, k, n, scratch, path);
          const want = reference.denseForward(x, w, withBias ? bias : null, m, k, n);
          expectClose(arena.view(y, m * n), want);
        }
        const gw = arena.reserve(4 * k * n);
        const scratch = arena.reserve(denseGradWeightsScratchBytes(m, k, n));
        kernels.denseGradWeights(xAt, gyAt, gw, m, k, n, scratch, path);
        expectClose(arena.view(gw, k * n), reference.denseGradWeights(x, gy, m, k, n));
      }
      const gx = arena.reserve(4 * m * k);
      const scratch = arena.reserve(denseGradInputScratchBytes(k, n));
      kernels.denseGradInput(gyAt, wAt, gx, m, k, n, scratch, path);
      expectClose(arena.view(gx, m * k), reference.denseGradInput(gy, w, m, k, n));
      arena.assertIntact();
    }
  });
});

describe('events on weights of more than 4 MB', () => {
  // So many rows that lists fill up, or their number does, before the end.
  it.each([
    [3, 1030, 1030, 0.2],
    [70, 1100, 960, 0.6],
    [300, 1100, 960, 0.01],
  ])('%i × %i × %i at %f', (m, k, n, density) => {
    const arena = createArena(400);
    const kernels = createWasmKernels(arena.memory, bytes);
    const x = sparse(m, m * k, density, -0.3, 0.3);
    const w = uniform(3, k * n, -0.3, 0.3);
    const bias = uniform(4, n, -1, 1);
    const [xAt, wAt, biasAt] = [arena.floats(x), arena.floats(w), arena.floats(bias)];
    const y = arena.reserve(4 * m * n);
    const scratch = arena.reserve(denseForwardScratchBytes(k, n));
    kernels.denseForward(xAt, wAt, biasAt, y, m, k, n, scratch, PRODUCT_PATH.events);
    expectClose(arena.view(y, m * n), reference.denseForward(x, w, bias, m, k, n));
    arena.assertIntact();
  });
});

describe('sums', () => {
  it.each([1, 3, 4, 7, 10, 13, 16, 33, 1500])('over rows of %i', (n) => {
    const arena = createArena(2);
    const kernels = createWasmKernels(arena.memory, bytes);
    const x = uniform(6, 9 * n, -1, 1);
    const out = arena.reserve(4 * n);
    const xAt = arena.floats(x);
    const sum = reference.columnSum(x, 9, n);
    kernels.columnSum(xAt, out, 9, n);
    expectClose(arena.view(out, n), sum);
    kernels.sumOverTime(xAt, out, 9, n);
    expectClose(arena.view(out, n), sum);
    arena.assertIntact();
  });
});
