/** Batches as tensors: samples gathered, encoded and laid out time-major. */
import * as tf from '@tensorflow/tfjs-core';
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';
import { encodeBatch, encodedSteps, gatherLabels, inputCount } from '../data/batch.ts';
import { bernoulliKernel } from './bernoulliKernel.ts';
import type { Batch } from './update.ts';

export interface Feed {
  readonly trainCount: number;
  readonly testCount: number;
  /** The given samples as one batch; the caller disposes both tensors. */
  batch(split: 'train' | 'test', indices: ArrayLike<number>, epoch: number): Batch;
}

export function createFeed(experiment: Experiment, dataset: Dataset): Feed {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { steps } = experiment.simulation;
  return {
    trainCount: dataset.train.count,
    testCount: dataset.test.count,
    batch: (split, indices, epoch) => {
      const samples = dataset[split];
      const source = { samples, split, encoder, encoderParams, steps, seed: experiment.seed };
      const kernels = tf.getBackend() === 'wasm' ? { bernoulli: bernoulliKernel } : {};
      const values = encodeBatch(source, indices, epoch, kernels);
      const shape: [number, number, number] = [
        encodedSteps(encoder, steps),
        indices.length,
        inputCount(samples),
      ];
      const labels = Float32Array.from(gatherLabels(samples, indices));
      return { input: tf.tensor3d(values, shape), labels: tf.tensor1d(labels), steps };
    },
  };
}
