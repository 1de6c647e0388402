import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as reference from '../reference/pool.ts';
import { createArena } from './arena.ts';
import { sparse, uniform } from './randomTensor.ts';
import type { PoolSizes } from './wasmKernels.ts';
import { createWasmKernels } from './createKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

const cases: [string, PoolSizes][] = [
  ['2 × 2', [3, 8, 6, 12, 2, 2]],
  ['2 × 2 with a rest of rows and columns', [2, 7, 5, 3, 2, 2]],
  ['one channel', [2, 6, 6, 1, 3, 3]],
  ['overlapping windows', [2, 7, 7, 5, 3, 2]],
  ['the whole image', [2, 4, 4, 6, 4, 4]],
];

function expectClose(got: Float32Array, want: Float64Array): void {
  expect(got.length).toBe(want.length);
  // A handful of sums each, rounded at 6e−8; written so that a NaN counts.
  expect(want.filter((value, i) => !(Math.abs(got[i]! - value) < 1e-6))).toHaveLength(0);
}

it.each(cases)('pooling, %s', (_name, sizes) => {
  const [images, height, width, channels] = sizes;
  const nx = images * height * width * channels;
  // Spikes make ties, analog inputs do not.
  for (const x of [sparse(1, nx, 0.3), uniform(2, nx, -1, 1)]) {
    const arena = createArena(1);
    const kernels = createWasmKernels(arena.memory, bytes);
    const xAt = arena.floats(x);
    const largest = reference.maxPoolForward(x, sizes);
    const gy = uniform(3, largest.length, -1, 1);
    const gyAt = arena.floats(gy);
    const y = arena.reserve(4 * largest.length);
    const gx = arena.reserve(4 * nx);
    kernels.maxPoolForward(xAt, y, ...sizes);
    expectClose(arena.view(y, largest.length), largest);
    kernels.maxPoolBackward(xAt, gyAt, gx, ...sizes);
    expectClose(arena.view(gx, nx), reference.maxPoolBackward(x, gy, sizes));
    kernels.avgPoolForward(xAt, y, ...sizes);
    expectClose(arena.view(y, largest.length), reference.avgPoolForward(x, sizes));
    kernels.avgPoolBackward(gyAt, gx, ...sizes);
    expectClose(arena.view(gx, nx), reference.avgPoolBackward(gy, sizes));
    arena.assertIntact();
  }
});
