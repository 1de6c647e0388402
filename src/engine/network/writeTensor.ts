import * as tf from '@tensorflow/tfjs-core';

/** Replaces the values behind a tensor that others hold on to. */
export function writeTensor(tensor: tf.Tensor, values: Float32Array): void {
  const backend = tf.backend();
  backend.disposeData(tensor.dataId, true);
  backend.move(tensor.dataId, values.slice(), tensor.shape, tensor.dtype, 1);
}
