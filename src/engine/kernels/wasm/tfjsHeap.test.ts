import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { denseForwardScratchBytes } from './scratch.ts';
import { sparse, uniform } from './randomTensor.ts';
import type { WasmKernels } from './wasmKernels.ts';
import { createWasmKernels } from './createKernels.ts';

const bytes = readFileSync(new URL('../../../../public/kernels/spikes-simd.wasm', import.meta.url));
const [M, K, N] = [37, 50, 21];

let backend: BackendWasm;
let memory: WebAssembly.Memory;
let kernels: WasmKernels;

beforeAll(async () => {
  // In Node tfjs reads its binaries with fs, so the folder is a path, ending in a slash.
  setWasmPaths(fileURLToPath(new URL('../../../../public/tfjs-wasm/', import.meta.url)));
  await tf.setBackend('wasm');
  backend = tf.backend() as BackendWasm;
  memory = (backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm.memory;
  kernels = createWasmKernels(memory, bytes);
});

const address = (tensor: tf.TensorInfo): number =>
  backend.dataIdMap.get(tensor.dataId).memoryOffset;

/** Largest difference between our product and tfjs's, both on tfjs's heap. */
function productError(x: tf.Tensor2D, w: tf.Tensor2D): number {
  return tf.tidy(() => {
    const y = tf.zeros<tf.Rank.R2>([M, N]);
    const scratch = tf.zeros([Math.ceil(denseForwardScratchBytes(K, N) / 4)]);
    kernels.denseForward(address(x), address(w), 0, address(y), M, K, N, address(scratch), 0);
    const want = tf.matMul(x, w);
    expect(tf.max(tf.abs(want)).dataSync()[0]).toBeGreaterThan(0.1);
    return tf.max(tf.abs(tf.sub(y, want))).dataSync()[0]!;
  });
}

describe('on tfjs’s heap', () => {
  it('computes in place, before and after the heap grows', () => {
    const x = tf.tensor2d(Float32Array.from(sparse(1, M * K, 0.1)), [M, K]);
    const w = tf.tensor2d(Float32Array.from(uniform(2, K * N, -1, 1)), [K, N]);
    expect(productError(x, w)).toBeLessThan(1e-5);
    const before = memory.buffer.byteLength;
    const large = tf.zeros([before / 4]);
    expect(memory.buffer.byteLength).toBeGreaterThan(before);
    expect(productError(x, w)).toBeLessThan(1e-5);
    tf.dispose([x, w, large]);
  });

  it('leaves every other tensor as it was', () => {
    const bystanders = Array.from({ length: 40 }, (_, i) => tf.fill([97], i));
    const x = tf.tensor2d(Float32Array.from(sparse(3, M * K, 0.5)), [M, K]);
    const w = tf.tensor2d(Float32Array.from(uniform(4, K * N, -1, 1)), [K, N]);
    expect(productError(x, w)).toBeLessThan(1e-5);
    bystanders.forEach((tensor, i) => expect(new Set(tensor.dataSync())).toEqual(new Set([i])));
    tf.dispose([x, w, ...bystanders]);
  });
});
