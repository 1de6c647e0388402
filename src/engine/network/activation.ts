/** Views of activations `[T or 1, B, size]`; none of these copies data. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerPlan } from '#model/network/analyse.ts';

/** Steps held by an activation: T, or 1 for one that is the same at every step. */
export function stepsOf(activation: tf.Tensor): number {
  return activation.shape[0] ?? 0;
}

/** `[T, B, size]` → `[T·B, size]`. */
export function mergeTime(activation: tf.Tensor): tf.Tensor {
  const [steps = 0, batch = 0, size = 0] = activation.shape;
  return tf.reshape(activation, [steps * batch, size]);
}

/** `[T·B, …]` → `[T, B, size]`. */
export function timed(rows: tf.Tensor, steps: number): tf.Tensor {
  const count = rows.shape[0] ?? 0;
  return tf.reshape(rows, [steps, count / steps, rows.size / count]);
}

/** `[T, B, h·w·c]` → `[T·B, h, w, c]`. */
export function asImages(
  activation: tf.Tensor,
  [height, width, channels]: readonly [number, number, number],
): tf.Tensor {
  const [steps = 0, batch = 0] = activation.shape;
  return tf.reshape(activation, [steps * batch, height, width, channels]);
}

/** The shape of the only input, as feature maps. */
export function imageInput(plan: LayerPlan): readonly [number, number, number] {
  const shape = plan.inputs[0]?.shape;
  if (shape?.length !== 3) throw new Error(`${plan.layer.id}: input is not an image`);
  return shape;
}
