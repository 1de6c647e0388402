import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as reference from '../reference/conv.ts';
import { createArena } from './arena.ts';
import { sparse, uniform } from './randomTensor.ts';
import {
  convForwardScratchBytes,
  convGradInputScratchBytes,
  convGradWeightsScratchBytes,
} from './scratch.ts';
import type { ConvSizes } from './wasmKernels.ts';
import { createWasmKernels } from './createKernels.ts';
import { PRODUCT_PATH } from './wasmKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));

/** Sums of at most some 200 products of size up to 1, each rounded at 6e−8. */
const TOLERANCE = 2e-5;

const cases: [string, ConvSizes][] = [
  ['one pixel', [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1]],
  ['valid 5 × 5 of one channel', [3, 9, 8, 1, 5, 5, 12, 1, 0, 0, 5, 4]],
  ['same 3 × 3', [2, 6, 7, 3, 3, 3, 5, 1, 1, 1, 6, 7]],
  ['same 5 × 5 larger than the image', [2, 3, 4, 2, 5, 5, 34, 1, 2, 2, 3, 4]],
  ['valid, stride 2', [2, 9, 8, 6, 3, 3, 17, 2, 0, 0, 4, 3]],
  ['same, stride 2, uneven padding', [2, 8, 7, 4, 3, 3, 8, 2, 0, 1, 4, 4]],
  ['same, stride 3', [1, 10, 10, 2, 4, 4, 3, 3, 1, 1, 4, 4]],
  ['2 × 3 filters', [2, 6, 6, 5, 2, 3, 6, 1, 0, 1, 5, 6]],
  ['more pixels than a block', [3, 12, 12, 2, 3, 3, 4, 1, 1, 1, 12, 12]],
];

function expectClose(got: Float32Array, want: Float64Array): void {
  expect(got.length).toBe(want.length);
  // Written so that a NaN counts.
  expect(want.filter((value, i) => !(Math.abs(got[i]! - value) < TOLERANCE))).toHaveLength(0);
}

describe.each(Object.entries(PRODUCT_PATH))('convolution, path %s', (_name, path) => {
  it.each(cases)('%s', (_case, sizes) => {
    const [images, height, width, cin, kh, kw, cout, , , , outHeight, outWidth] = sizes;
    const nx = images * height * width * cin;
    const ny = images * outHeight * outWidth * cout;
    const nw = kh * kw * cin * cout;
    for (const density of [0, 0.1, 1]) {
      const arena = createArena(4);
      const kernels = createWasmKernels(arena.memory, bytes);
      const w = uniform(1, nw, -1, 1);
      const bias = uniform(2, cout, -1, 1);
      const gy = sparse(3, ny, Math.max(density, 0.2), -1, 1);
      const [wAt, biasAt, gyAt] = [arena.floats(w), arena.floats(bias), arena.floats(gy)];
      for (const x of [sparse(4, nx, density), sparse(5, nx, density, -1, 1)]) {
        const xAt = arena.floats(x);
        for (const withBias of [true, false]) {
          const y = arena.reserve(4 * ny);
          const scratch = arena.reserve(convForwardScratchBytes(...sizes));
          kernels.convForward(xAt, wAt, withBias ? biasAt : 0, y, ...sizes, scratch, path);
          expectClose(
            arena.view(y, ny),
            reference.convForward(x, w, withBias ? bias : null, sizes),
          );
        }
        const gw = arena.reserve(4 * nw);
        const scratch = arena.reserve(convGradWeightsScratchBytes(...sizes));
        kernels.convGradWeights(xAt, gyAt, gw, ...sizes, scratch, path);
        expectClose(arena.view(gw, nw), reference.convGradWeights(x, gy, sizes));
      }
      const gx = arena.reserve(4 * nx);
      const scratch = arena.reserve(convGradInputScratchBytes(...sizes));
      kernels.convGradInput(gyAt, wAt, gx, ...sizes, scratch, path);
      expectClose(arena.view(gx, nx), reference.convGradInput(gy, w, sizes));
      arena.assertIntact();
    }
  });
});
