/** Batches as tensors: samples gathered, encoded and laid out time-major. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';
import type { BatchKernels } from '../data/batch.ts';
import { encodeBatch, encodedSteps, gatherLabels, inputCount, streamIdOf } from '../data/batch.ts';
import { addressOf, heapView, wasmOutput } from '../kernels/wasmRuntime.ts';
import { bernoulliKernel } from './bernoulliKernel.ts';
import type { Batch } from './update.ts';

export interface Feed {
  readonly trainCount: number;
  readonly testCount: number;
  /** The given samples as one batch; the caller disposes both tensors. */
  batch(
    split: 'train' | 'test',
    indices: ArrayLike<number>,
    epoch: number,
    training?: boolean,
  ): Batch;
}

export function createFeed(experiment: Experiment, dataset: Dataset): Feed {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { steps, dtMs } = experiment.simulation;
  const { seed } = experiment;
  return {
    trainCount: dataset.train.count,
    testCount: dataset.test.count,
    batch: (split, indices, epoch, training = false) => {
      const samples = dataset[split];
      const source = { samples, split, encoder, encoderParams, steps, dtMs, seed, training };
      const shape: [number, number, number] = [
        encodedSteps(encoder, steps),
        indices.length,
        inputCount(samples),
      ];
      const labels = tf.tensor1d(Float32Array.from(gatherLabels(samples, indices)));
      const encode = (kernels: BatchKernels, out?: Float32Array): Float32Array =>
        encodeBatch(source, indices, epoch, kernels, out);
      const input =
        tf.getBackend() === 'wasm' ? encodeOnHeap(shape, encode) : tf.tensor3d(encode({}), shape);
      const streams = Uint32Array.from(indices, (index) => streamIdOf(split, index));
      return { input, labels, steps, draws: training ? { seed, epoch, streams } : null };
    },
  };
}

/** Encodes into the memory of a new tensor, without a copy. */
function encodeOnHeap(
  shape: [number, number, number],
  encode: (kernels: BatchKernels, out: Float32Array) => void,
): tf.Tensor {
  const backend = tf.backend() as BackendWasm;
  const info = wasmOutput(backend, shape);
  encode({ bernoulli: bernoulliKernel(addressOf(backend, info)) }, heapView(backend, info));
  return tf.engine().makeTensorFromTensorInfo(info);
}
