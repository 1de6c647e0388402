/**
 * Trainable tensors and their initial values.
 *
 * A value depends on the seed and on the parameter's name alone, so that adding a layer elsewhere
 * leaves the weights of the others as they were.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from '#model/experiment.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { createStream } from '#model/random/stream.ts';

export type ParameterRole = 'weights' | 'recurrent' | 'bias';

export interface ParameterSpec {
  /** `layer/role` or `layer/weights/connection`; names it in checkpoints. */
  readonly id: string;
  readonly layer: Layer;
  readonly role: ParameterRole;
  readonly shape: readonly number[];
  /** Inputs that one neuron sums over; sets the width of the initial distribution. */
  readonly fanIn: number;
}

export interface Parameter extends ParameterSpec {
  readonly tensor: tf.Tensor;
}

export function initialValues(spec: ParameterSpec, seed: number): Float32Array {
  const values = new Float32Array(tf.util.sizeFromShape([...spec.shape]));
  if (spec.role === 'bias') return values;
  const stream = createStream(seed, 'weights', nameHash(spec.id));
  const { width, mean } = initialDistribution(spec.layer, spec.fanIn);
  const normal = stringParam(spec.layer.params, 'init') === 'normal';
  for (let i = 0; i < values.length; i++) {
    values[i] = mean + width * (normal ? stream.normal() : 2 * stream.uniform() - 1);
  }
  return values;
}

/** Width and mean of the distribution in catalog/layers/weightParams.ts. */
export function initialDistribution(layer: Layer, fanIn: number): { width: number; mean: number } {
  const gain = numberParam(layer.params, 'initGain');
  const mean = numberParam(layer.params, 'initMean');
  if (stringParam(layer.params, 'initScale') === 'absolute') return { width: gain, mean };
  const width = gain / Math.sqrt(fanIn);
  return { width, mean: mean * width };
}
