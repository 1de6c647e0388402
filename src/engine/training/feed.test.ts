import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { withDefaults } from '#model/params.ts';
import { poisson } from '#catalog/encoders/poisson.ts';
import { useBackend } from '../backends.ts';
import { encodeBatch } from '../data/batch.ts';
import { addressOf } from '../kernels/wasmRuntime.ts';
import { uniform } from '../kernels/wasm/randomTensor.ts';
import { bernoulliKernel } from './bernoulliKernel.ts';

beforeAll(() => useBackend('wasm', engineAssets));

it('draws the very spikes of the catalog’s encoder on the WASM kernels', () => {
  const [count, size] = [9, 37];
  const source = {
    samples: {
      count,
      values: Float32Array.from(uniform(61, count * size, -0.3, 1), (value) => Math.max(0, value)),
      scale: 1,
      labels: new Uint8Array(count),
    },
    encoder: poisson,
    encoderParams: withDefaults(poisson.params, { peakRate: 0.3 }),
    steps: 40,
    dtMs: 1,
    training: true,
    seed: 0xfedcba98,
  };
  const before = tf.memory().numTensors;
  for (const split of ['train', 'test'] as const) {
    const indices = [8, 0, 3, 3];
    const plain = encodeBatch({ ...source, split }, indices, 5);
    const tensor = tf.zeros([plain.length]);
    const at = addressOf(tf.backend() as BackendWasm, tensor);
    encodeBatch({ ...source, split }, indices, 5, { bernoulli: bernoulliKernel(at) });
    expect(tensor.dataSync()).toEqual(plain);
    tensor.dispose();
    const rate = plain.reduce((sum, spike) => sum + spike, 0) / plain.length;
    expect(rate).toBeGreaterThan(0.05);
    expect(rate).toBeLessThan(0.3);
  }
  expect(tf.memory().numTensors).toBe(before);
});
