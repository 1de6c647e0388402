/** Batches as tensors: samples gathered, encoded and laid out time-major. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import { datasetOf, datasetShape, entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';
import type { Ahead } from '../data/ahead.ts';
import { createAugmenter } from '../data/augment.ts';
import type { BatchKernels, BatchSource } from '../data/batch.ts';
import {
  encodeBatch,
  encodedSteps,
  gatherLabels,
  presentedInputs,
  streamIdOf,
} from '../data/batch.ts';
import { addressOf, heapView, wasmOutput } from '../kernels/wasmRuntime.ts';
import { bernoulliKernel } from './bernoulliKernel.ts';
import type { PresentedSample } from './learner.ts';
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
  /** A batch of the one sample asked for; a given one has the random numbers of the first test sample. */
  sample(presented: PresentedSample): Batch;
}

/** Shape of the samples of an experiment's data set. */
export function sampleShape({ dataset }: Experiment): Shape {
  return datasetShape(datasetOf(catalog, dataset.id), dataset.params);
}

export function createFeed(experiment: Experiment, dataset: Dataset, ahead?: Ahead): Feed {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { steps, dtMs } = experiment.simulation;
  const { seed } = experiment;
  const shape = sampleShape(experiment);
  const augmenter = createAugmenter(experiment);
  const shared = { encoder, encoderParams, shape, steps, dtMs, seed, augmenter, ahead };

  const batchOf = (source: BatchSource, indices: ArrayLike<number>, epoch: number): Batch => {
    const { samples, split, training } = source;
    const extents: [number, number, number] = [
      encodedSteps(encoder, steps),
      indices.length,
      presentedInputs(source).n,
    ];
    const labels = tf.tensor1d(Float32Array.from(gatherLabels(samples, indices)));
    const encode = (kernels: BatchKernels, out?: Float32Array): Float32Array =>
      encodeBatch(source, indices, epoch, kernels, out);
    const input =
      tf.getBackend() === 'wasm' ? encodeOnHeap(extents, encode) : tf.tensor3d(encode({}), extents);
    const streams = Uint32Array.from(indices, (index) => streamIdOf(split, index));
    const draws = training ? { seed, epoch, streams } : null;
    return { input, labels, steps, draws, presented: { epoch, streams, dtMs } };
  };

  return {
    trainCount: dataset.train.count,
    testCount: dataset.test.count,
    batch: (split, indices, epoch, training = false) =>
      batchOf({ ...shared, samples: dataset[split], split, training }, indices, epoch),
    sample: ({ split, sampleIndex, epoch, given }) =>
      given === undefined
        ? batchOf(
            { ...shared, samples: dataset[split], split, training: false },
            [sampleIndex],
            epoch,
          )
        : batchOf({ ...shared, samples: given, split: 'test', training: false }, [0], 0),
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
