/** Spikes are added where other values are multiplied first: the bits must be the same. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createArena } from './arena.ts';
import { createWasmKernels } from './createKernels.ts';
import { sparse } from './randomTensor.ts';
import {
  convForwardScratchBytes,
  convGradWeightsScratchBytes,
  denseForwardScratchBytes,
  denseGradWeightsScratchBytes,
} from './scratch.ts';
import type { ConvSizes } from './wasmKernels.ts';
import { PRODUCT_PATH } from './wasmKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));
const path = PRODUCT_PATH.events;

function setUp() {
  const arena = createArena(32);
  return { arena, kernels: createWasmKernels(arena.memory, bytes) };
}

/** Twice the values take the other way to twice the sums, and doubling rounds nothing. */
function expectDoubled(compute: (x: Float64Array) => Float32Array, x: Float64Array): void {
  const once = compute(x).slice();
  expect(once.some((value) => value !== 0)).toBe(true);
  const twice = compute(x.map((value) => 2 * value));
  const doubled = once.map((value) => 2 * value);
  const bits = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
    Buffer.from(buffer, byteOffset, byteLength);
  expect(bits(twice).equals(bits(doubled)), 'the same bits').toBe(true);
}

it.each([
  [6, 33, 3],
  [40, 70, 37],
  [131, 21, 100],
  // Large weights are packed a panel at a time.
  [12, 1100, 1000],
])('dense products, %i × %i × %i', (m, k, n) => {
  const x = sparse(1, m * k, 0.2);
  const values = sparse(2, Math.max(k, m) * n, 1, -1, 1);
  expectDoubled((spikes) => {
    const { arena, kernels } = setUp();
    const [xAt, wAt, y] = [arena.floats(spikes), arena.floats(values), arena.zeros(m * n)];
    const scratch = arena.reserve(denseForwardScratchBytes(k, n));
    kernels.denseForward(xAt, wAt, 0, y, m, k, n, scratch, path);
    return arena.view(y, m * n);
  }, x);
  expectDoubled((spikes) => {
    const { arena, kernels } = setUp();
    const [xAt, gyAt, gw] = [arena.floats(spikes), arena.floats(values), arena.zeros(k * n)];
    const scratch = arena.reserve(denseGradWeightsScratchBytes(m, k, n));
    kernels.denseGradWeights(xAt, gyAt, gw, m, k, n, scratch, path);
    return arena.view(gw, k * n);
  }, x);
});

it.each<[string, ConvSizes]>([
  ['5 × 5, 12 to 64 maps', [3, 12, 12, 12, 5, 5, 64, 1, 0, 0, 8, 8]],
  ['3 × 3 same, 4 to 11 maps', [2, 7, 6, 4, 3, 3, 11, 1, 1, 1, 7, 6]],
])('convolution, %s', (_case, sizes) => {
  const [images, height, width, cin, kh, kw, cout, , , , outHeight, outWidth] = sizes;
  const outputs = images * outHeight * outWidth * cout;
  const weights = kh * kw * cin * cout;
  const x = sparse(3, images * height * width * cin, 0.2);
  const w = sparse(4, weights, 1, -1, 1);
  const gy = sparse(5, outputs, 0.3, -1, 1);
  expectDoubled((spikes) => {
    const { arena, kernels } = setUp();
    const [xAt, wAt, y] = [arena.floats(spikes), arena.floats(w), arena.zeros(outputs)];
    const scratch = arena.reserve(convForwardScratchBytes(...sizes));
    kernels.convForward(xAt, wAt, 0, y, ...sizes, scratch, path);
    return arena.view(y, outputs);
  }, x);
  expectDoubled((spikes) => {
    const { arena, kernels } = setUp();
    const [xAt, gyAt, gw] = [arena.floats(spikes), arena.floats(gy), arena.zeros(weights)];
    const scratch = arena.reserve(convGradWeightsScratchBytes(...sizes));
    kernels.convGradWeights(xAt, gyAt, gw, ...sizes, scratch, path);
    return arena.view(gw, weights);
  }, x);
});
