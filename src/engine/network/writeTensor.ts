import * as tf from '@tensorflow/tfjs-core';

/** What tfjs's WebGPU backend has besides the interface of all backends. */
interface CommandQueue {
  readonly commandQueueOwnedIds: WeakSet<object>;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** Replaces the values behind a tensor that others hold on to. */
export function writeTensor(tensor: tf.Tensor, values: Float32Array): void {
  const backend: tf.KernelBackend & Partial<CommandQueue> = tf.backend();
  // Freeing what recorded commands still use is put off, and would then hit the new values.
  if (backend.commandQueueOwnedIds?.has(tensor.dataId) === true) {
    backend.endComputePassEncoder?.();
    backend.submitQueue?.();
  }
  backend.disposeData(tensor.dataId, true);
  backend.move(tensor.dataId, values.slice(), tensor.shape, tensor.dtype, 1);
}
