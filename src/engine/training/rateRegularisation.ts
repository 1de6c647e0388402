/** Gradient and value of the rate regularisation; equation in catalog/losses/rateRegularisation.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { columnSum } from '../kernels/dense/index.ts';
import { mergeTime } from '../network/activation.ts';
import type { RateBounds } from './settings.ts';

export interface RatePenalty {
  /** Gradient of each spike of a neuron, the same at every step and sample: `[N]`. */
  readonly gradient: tf.Tensor;
  /** The layer's share of the loss, a scalar. */
  readonly value: tf.Tensor;
}

/** For one hidden layer with spikes `[T, B, N]`, out of `layers` hidden layers in all. */
export function ratePenalty(spikes: tf.Tensor, bounds: RateBounds, layers: number): RatePenalty {
  const [steps = 0, batch = 0, neurons = 0] = spikes.shape;
  const rate = tf.div(columnSum(mergeTime(spikes)), steps * batch);
  const above = tf.relu(tf.sub(rate, bounds.max));
  const below = tf.relu(tf.sub(bounds.min, rate));
  const weight = bounds.weight / (layers * neurons);
  return {
    gradient: tf.mul(tf.sub(above, below), (2 * weight) / (steps * batch)),
    value: tf.mul(tf.sum(tf.add(tf.square(above), tf.square(below))), weight),
  };
}
