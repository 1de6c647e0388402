/**
 * A WebGPU kernel written with tfjs operations.
 *
 * `defineKernel` always passes whole tensors, so what a kernel function receives as infos are tensors;
 * the operations run on them, everything between is disposed and only the result is kept.
 */
import * as tf from '@tensorflow/tfjs-core';

type Tensors<Infos> = { readonly [Key in keyof Infos]: tf.Tensor | Extract<Infos[Key], null> };

export function composite<Infos extends Readonly<Record<string, tf.TensorInfo | null>>, Attrs>(
  compute: (inputs: Tensors<Infos>, attrs: Attrs) => tf.Tensor,
): (inputs: Infos, attrs: Attrs) => tf.TensorInfo[] {
  return (inputs, attrs) => [tf.tidy(() => compute(inputs as unknown as Tensors<Infos>, attrs))];
}
