import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { useBackend } from '../backends.ts';
import { createDatasetCache } from '../data/loadDataset.ts';
import { canTestWebgpu, pageAssets } from '../testing/pageAssets.ts';
import { createStepsLearner } from './stepsLearner.ts';
import { toyExperiment } from './testRun.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('updates on WebGPU', () => {
  it('read nothing back and leave weights and moments where they are', async () => {
    await useBackend('webgpu', pageAssets);
    const backend = tf.backend() as WebGPUBackend;
    // Clipping needs a norm over all gradients, and the penalty a rate: both stay on the device.
    const experiment = toyExperiment({
      ...{ recurrent: true, encoder: 'poisson', clipNorm: 0.5, lossParams: { rateWeight: 1 } },
    });
    const { id, params } = experiment.dataset;
    const datasets = createDatasetCache({ read: () => Promise.reject(new Error('no files')) });
    const dataset = await datasets.load(entryOf(catalog.datasets, id), params, experiment.seed);
    const analysis = analyseNetwork(experiment, catalog);
    const learner = createStepsLearner({ experiment, analysis, dataset, assets: pageAssets });
    const step = (update: number) =>
      learner.train({ indices: Uint32Array.of(0, 1, 2, 3), epoch: 0, fraction: 0, update });
    const resident = [
      ...learner.network.parameters.map(({ tensor }) => tensor),
      ...learner.moments.flatMap(({ moment1, moment2 }) => [moment1 ?? [], moment2 ?? []].flat()),
    ];
    const places = () =>
      resident.map(({ dataId }) => {
        const { resource, values } = backend.tensorMap.get(dataId);
        return { resource, onlyThere: values === undefined };
      });
    step(1).discard();
    const before = places();
    expect(before.every(({ resource, onlyThere }) => resource !== undefined && onlyThere)).toBe(
      true,
    );

    // The two ways back that tfjs has: mapping a buffer, and drawing it on a canvas.
    const mapped = vi.spyOn(GPUBuffer.prototype, 'mapAsync');
    const drawn = vi.spyOn(OffscreenCanvas.prototype, 'getContext');
    const pending = [2, 3, 4].map(step);
    expect(mapped).not.toHaveBeenCalled();
    const { lossSum } = await pending[2]!.read();
    expect(Number.isFinite(lossSum)).toBe(true);
    expect(mapped).toHaveBeenCalledTimes(1);
    expect(drawn).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    const after = places();
    expect(after.every(({ resource }, i) => resource === before[i]!.resource)).toBe(true);
    expect(after.every(({ onlyThere }) => onlyThere)).toBe(true);
    pending[0]!.discard();
    pending[1]!.discard();
    learner.dispose();
  });
});
