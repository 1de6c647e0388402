// Beside the other tests of runs on WebGPU: a destroyed device stays destroyed for the whole file.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import type { Experiment } from '#model/experiment.ts';
import { canTestWebgpu, pageAssets } from '../testing/pageAssets.ts';
import { testRun, toyExperiment, trainedValues } from './testRun.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('a run whose graphics card fails', { timeout: 120_000 }, () => {
  it('goes on with WASM from the same weights when a shader fails', async () => {
    const run = testRun(pageAssets);
    await run.load(toyExperiment(), 'webgpu');
    await run.train({ updates: 4 });
    const kept = await run.checkpoint();
    const backend = tf.backend() as WebGPUBackend;
    // As when memory runs out: the device still answers, but nothing more can be started.
    vi.spyOn(backend.device, 'createComputePipelineAsync').mockRejectedValue(
      new Error('no memory'),
    );
    vi.spyOn(backend.device, 'createComputePipeline').mockImplementation(() => {
      throw new Error('no memory');
    });
    vi.spyOn(backend.queue, 'writeBuffer').mockImplementation(() => {
      throw new Error('no memory');
    });
    const status = await run.train({ updates: 1 });
    vi.restoreAllMocks();
    expect(tf.getBackend()).toBe('wasm');
    expect(status.notice).toContain('no memory');
    expect(status.metrics.update).toBe(5);
    const wasm = testRun(pageAssets);
    await wasm.load(toyExperiment(), 'wasm');
    await wasm.restore(kept);
    await wasm.train({ updates: 1 });
    expect(await trainedValues(run)).toEqual(await trainedValues(wasm));
    await run.dispose();
    await wasm.dispose();
  });

  it('leaves WebGPU with the weights as they are for a setting that it cannot compute', async () => {
    const run = testRun(pageAssets);
    const experiment = toyExperiment();
    await run.load(experiment, 'webgpu');
    expect(tf.getBackend()).toBe('webgpu');
    await run.train({ updates: 4 });
    const kept = await run.checkpoint();
    const lossy: Experiment = {
      ...experiment,
      effects: {
        list: [{ id: 'lostSpikes', params: { share: 0.1 } }],
        training: true,
        seed: 1,
      },
    };
    expect(await run.applyLive(lossy)).toBe(true);
    expect(tf.getBackend()).toBe('wasm');
    const before = await run.status();
    expect(before.notice).toContain('goes on with WASM from the same weights');
    expect(before.metrics.update).toBe(4);
    await run.train({ updates: 1 });
    // The same as a run that was on WASM with these weights from the start.
    const wasm = testRun(pageAssets);
    await wasm.load(lossy, 'wasm');
    await wasm.restore(kept);
    await wasm.train({ updates: 1 });
    expect(await trainedValues(run)).toEqual(await trainedValues(wasm));
    await run.dispose();
    await wasm.dispose();
  });

  it('goes on with WASM from the weights kept aside when the card is lost', async () => {
    const run = testRun(pageAssets);
    await run.load(toyExperiment(), 'webgpu');
    await run.train({ updates: 4 });
    (tf.backend() as WebGPUBackend).device.destroy();
    const status = await run.train({ updates: 6 });
    expect(tf.getBackend()).toBe('wasm');
    expect(status.notice).toContain('WASM');
    expect(Number.isFinite(status.metrics.trainLoss)).toBe(true);
    await run.dispose();
  });
});
