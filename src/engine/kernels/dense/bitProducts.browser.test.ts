import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import * as reference from '../reference/dense.ts';
import { sparse, uniform } from '../wasm/randomTensor.ts';
import { denseForward, denseGradWeights, gradRecurrentWeights } from './index.ts';
import { spikeBits } from './spikeBits.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

/** Sums of at most 100 numbers of size up to 1, each rounded at 6e−8. */
const TOLERANCE = 1e-5;

/** Steps, samples, inputs, outputs: single ones, whole words, words with a rest, whole workgroups. */
const sizes: [number, number, number, number][] = [
  [1, 1, 1, 1],
  [4, 8, 32, 64],
  [3, 11, 33, 10],
  [1, 5, 31, 65],
  [9, 11, 70, 130],
];
const densities = [0, 0.1, 1];

const float32 = (values: Float64Array, shape: number[]): tf.Tensor =>
  tf.tensor(Float32Array.from(values), shape, 'float32');

async function expectClose(got: tf.Tensor, want: Float64Array): Promise<void> {
  const values = await got.data();
  expect(values.length).toBe(want.length);
  // Written so that a NaN counts.
  expect(want.filter((value, i) => !(Math.abs(values[i]! - value) < TOLERANCE))).toHaveLength(0);
}

describe.skipIf(!available)('products with bits', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  it('packs rows and columns, and nothing twice', async () => {
    const values = sparse(1, 3 * 2 * 35, 0.5);
    const x = float32(values, [3, 2, 35]);
    const bits = spikeBits(x);
    const rows = bits.rows()!;
    const columns = bits.columns()!;
    expect([rows.shape, columns.shape]).toEqual([
      [6, 2],
      [35, 1],
    ]);
    const word = (first: number, step: number, count: number): number => {
      let sum = 0;
      for (let bit = 0; bit < count; bit++) sum += values[first + bit * step]! * 2 ** bit;
      return sum | 0;
    };
    const wantRows = [0, 1, 2, 3, 4, 5].flatMap((m) => [
      word(35 * m, 1, 32),
      word(35 * m + 32, 1, 3),
    ]);
    expect([...(await rows.data())]).toEqual(wantRows);
    expect(new Set(wantRows).size).toBeGreaterThan(6);
    const wantColumns = Array.from({ length: 35 }, (_, k) => word(k, 35, 6));
    expect([...(await columns.data())]).toEqual(wantColumns);
    expect([bits.rows(), bits.columns()]).toEqual([rows, columns]);
    tf.dispose([x, rows, columns]);
  });

  it.each(sizes)('%i steps × %i samples, %i × %i', async (steps, batch, k, n) => {
    const m = steps * batch;
    for (const density of densities) {
      const spikes = sparse(m + n, m * k, density);
      const w = uniform(3, k * n, -1, 1);
      const bias = uniform(4, n, -1, 1);
      const g = uniform(5, m * n, -1, 1);
      const got = tf.tidy(() => {
        const bits = spikeBits(float32(spikes, [steps, batch, k]));
        // Only the bits may be looked at.
        const x = tf.fill([m, k], NaN);
        const weights = float32(w, [k, n]);
        return [
          denseForward(x, weights, float32(bias, [n]), bits),
          denseForward(x, weights, null, bits),
          denseGradWeights(x, float32(g, [m, n]), bits),
        ] as const;
      });
      await expectClose(got[0], reference.denseForward(spikes, w, bias, m, k, n));
      await expectClose(got[1], reference.denseForward(spikes, w, null, m, k, n));
      await expectClose(got[2], reference.denseGradWeights(spikes, g, m, k, n));
      tf.dispose(got);
    }
  });

  it.each([1, 2, 7])('recurrent weights over %i steps', async (steps) => {
    const [batch, n] = [5, 37];
    const spikes = sparse(6, steps * batch * n, 0.3);
    const g = uniform(7, steps * batch * n, -1, 1);
    const gradient = tf.tidy(() => {
      const shape = [steps, batch, n];
      return gradRecurrentWeights(
        tf.fill(shape, NaN),
        float32(g, shape),
        spikeBits(float32(spikes, shape)),
      );
    });
    const rows = (steps - 1) * batch;
    const want = reference.denseGradWeights(
      spikes.subarray(0, rows * n),
      g.subarray(batch * n),
      rows,
      n,
      n,
    );
    await expectClose(gradient, want);
    gradient.dispose();
  });

  it('keeps nothing alive but what it returns', async () => {
    const backend = tf.backend() as WebGPUBackend;
    const x = float32(sparse(8, 64, 0.5), [1, 2, 32]);
    const w = float32(uniform(9, 32, -1, 1), [32, 1]);
    const before = [tf.memory().numTensors, backend.tensorMap.numDataIds()];
    const y = tf.tidy(() => denseForward(tf.reshape(x, [2, 32]), w, null, spikeBits(x)));
    // tfjs frees a buffer only after the commands that use it.
    await y.data();
    expect([tf.memory().numTensors, backend.tensorMap.numDataIds()]).toEqual(
      before.map((count) => count + 1),
    );
    tf.dispose([x, w, y]);
  });
});
