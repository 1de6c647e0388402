/** What is alive on the current backend, for tests that train long and expect no more of it after. */
import * as tf from '@tensorflow/tfjs-core';

export function alive(): { tensors: number; buffers: number } {
  return { tensors: tf.memory().numTensors, buffers: tf.backend().numDataIds() };
}
