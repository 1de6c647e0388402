/** The loss kernel on the current backend, read back. */
import * as tf from '@tensorflow/tfjs-core';
import type { LossBatch } from './cases.ts';
import { lossOf } from './index.ts';
import type { LossSettings } from './loss.ts';

export interface LossReadBack {
  readonly gradient: Float32Array | null;
  readonly scores: Float32Array;
  readonly results: Float32Array;
}

export async function runLoss(
  settings: LossSettings,
  { shape, activity, labels }: LossBatch,
  withGradient: boolean,
): Promise<LossReadBack> {
  const [steps, batch, classes] = shape;
  const x = tf.tensor3d(Float32Array.from(activity), [steps, batch, classes]);
  const y = tf.tensor1d(Float32Array.from(labels));
  const { scores, results, gradient } = lossOf(x, y, { settings, withGradient });
  const read = async (tensor: tf.Tensor): Promise<Float32Array> =>
    Float32Array.from(await tensor.data());
  const numbers = {
    scores: await read(scores),
    results: await read(results),
    gradient: gradient === null ? null : await read(gradient),
  };
  tf.dispose([x, y, scores, results, ...(gradient === null ? [] : [gradient])]);
  return numbers;
}

/** Largest difference, relative to numbers larger than 1; NaN when the lengths differ or a number is missing. */
export function largestError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return NaN;
  let worst = 0;
  for (let i = 0; i < want.length; i++) {
    const off = Math.abs(got[i]! - want[i]!) / Math.max(1, Math.abs(want[i]!));
    if (!(off <= worst)) worst = off;
  }
  return worst;
}
