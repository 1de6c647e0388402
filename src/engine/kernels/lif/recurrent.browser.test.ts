import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import * as reference from '../reference/lif.ts';
import { uniform } from '../wasm/randomTensor.ts';
import { lifForwardWebgpu } from './webgpuForward.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

/** Membranes of size up to about 5 after eight steps of some ten roundings at 6e−8 of their size. */
const TOLERANCE = 2e-5;

const STEPS = 8;
const BATCH = 2;

const layer = {
  steps: STEPS,
  batch: BATCH,
  decayMem: 0.8,
  gain: 1,
  decaySyn: 0.5,
  threshold: 1,
  resetAmount: 1,
  resetKind: 'subtract',
  refractorySteps: 1,
  spiking: true,
} as const;

describe.skipIf(!available)('a recurrent layer on WebGPU against float64', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  // One neuron, a word and a bit, and more neurons than a workgroup has threads.
  it.each([1, 33, 300])('%i neurons, bits in workgroup memory or spikes in storage', async (n) => {
    const x = uniform(n, STEPS * BATCH * n, -0.4, 1);
    const wRec = uniform(2, n * n, -2 / Math.sqrt(n), 2 / Math.sqrt(n));
    const want = reference.lifForward({ ...layer, neurons: n, wRec }, x);
    const fired = want.spikes.reduce((sum, s) => sum + s, 0) / want.spikes.length;
    expect(fired).toBeGreaterThan(0.05);
    expect(fired).toBeLessThan(0.95);
    for (const packedNeurons of [undefined, n, n - 1]) {
      const current = tf.tensor3d(Float32Array.from(x), [STEPS, BATCH, n]);
      const recurrent = tf.tensor2d(Float32Array.from(wRec), [n, n]);
      const backend = tf.backend() as WebGPUBackend;
      const infos = lifForwardWebgpu(
        { current, recurrent },
        {
          steps: STEPS,
          coefficients: {
            decayMem: layer.decayMem,
            inputGain: layer.gain,
            decaySyn: layer.decaySyn,
            threshold: layer.threshold,
            resetSize: layer.resetAmount,
            resetKind: layer.resetKind,
            refractorySteps: layer.refractorySteps,
            spiking: layer.spiking,
          },
        },
        backend,
        packedNeurons,
      );
      const [membrane, spikes] = await Promise.all(
        infos.map(async ({ dataId }) => (await backend.read(dataId)) as Float32Array),
      );
      expect([...spikes!]).toEqual([...want.spikes]);
      const off = want.membrane.filter((u, i) => !(Math.abs(membrane![i]! - u) < TOLERANCE));
      expect(off).toHaveLength(0);
      for (const { dataId } of infos) backend.disposeData(dataId);
      tf.dispose([current, recurrent]);
    }
  });
});
