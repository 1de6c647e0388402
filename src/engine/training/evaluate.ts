/** Loss and accuracy over a whole split, batch by batch. */
import * as tf from '@tensorflow/tfjs-core';
import { lossOf } from '../kernels/loss/index.ts';
import type { Network } from '../network/network.ts';
import type { TrainingSettings } from './settings.ts';
import type { Batch } from './update.ts';
import { activityOf } from './update.ts';

/** `[2]`: summed loss and number right of one batch; the caller reads and disposes it. */
export function evaluateBatch(
  network: Network,
  settings: TrainingSettings,
  batch: Batch,
): tf.Tensor {
  return tf.tidy(() => {
    const pass = network.forward(batch.input, batch.steps, null, batch.presented);
    const { results } = lossOf(activityOf(pass, settings), batch.labels, {
      settings: settings.loss,
      withGradient: false,
    });
    return tf.sum(results, 0);
  });
}
