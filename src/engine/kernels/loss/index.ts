/** Scores, loss and the gradient of the readout's activity; equations in loss.ts. */
import type * as tf from '@tensorflow/tfjs-core';
import { defineKernel } from '../defineKernel.ts';
import { heapView, wasmOutput } from '../wasmRuntime.ts';
import type { LossSettings } from './loss.ts';
import { computeLoss } from './loss.ts';
import { lossWebgpu } from './webgpu.ts';

export interface LossAttrs {
  readonly settings: LossSettings;
  /** Evaluation needs no gradient. */
  readonly withGradient: boolean;
}

const kernel = defineKernel<{ activity: tf.Tensor; labels: tf.Tensor }, LossAttrs>({
  name: 'SpikegroundLoss',
  wasm: ({ activity, labels }, { settings, withGradient }, backend) => {
    const [steps = 0, batch = 0, classes = 0] = activity.shape;
    const scores = wasmOutput(backend, [batch, classes]);
    const results = wasmOutput(backend, [batch, 2]);
    const gradient = withGradient ? wasmOutput(backend, [steps, batch, classes]) : null;
    // Views are taken after the last allocation, which may move the heap's buffer.
    computeLoss(settings, {
      activity: heapView(backend, activity),
      labels: heapView(backend, labels),
      steps,
      batch,
      classes,
      gradient: gradient === null ? null : heapView(backend, gradient),
      scores: heapView(backend, scores),
      results: heapView(backend, results),
    });
    return gradient === null ? [scores, results] : [scores, results, gradient];
  },
  webgpu: lossWebgpu,
});

export interface LossTensors {
  /** `[B, K]`. */
  readonly scores: tf.Tensor;
  /** `[B, 2]`: loss and correctness of each sample. */
  readonly results: tf.Tensor;
  /** `[T, B, K]`, null when it was not asked for. */
  readonly gradient: tf.Tensor | null;
}

/** Loss of a batch; labels are class indices as float32 `[B]`. The caller owns all outputs. */
export function lossOf(activity: tf.Tensor, labels: tf.Tensor, attrs: LossAttrs): LossTensors {
  const [scores, results, gradient] = kernel({ activity, labels }, attrs);
  if (scores === undefined || results === undefined) throw new Error('the loss returned nothing');
  return { scores, results, gradient: gradient ?? null };
}
