/** What a network on tfjs says of a batch, as `evaluate` presents it. */
import * as tf from '@tensorflow/tfjs-core';
import type { Split } from '#protocol/dataset.ts';
import type { Predictions } from '#protocol/prediction.ts';
import { argMax } from '../kernels/loss/loss.ts';
import { collectPredictions } from './measure/predictions.ts';
import type { Readout, ReadoutActivity } from './measure/readout.ts';
import { isOfSpikes, readoutOf } from './measure/readout.ts';
import { scoresOf } from './probe/sample.ts';
import type { StepsLearner } from './stepsLearner.ts';
import { activityOf } from './update.ts';

export async function predictSteps(
  learner: StepsLearner,
  split: Split,
  indices: Uint32Array,
): Promise<Predictions> {
  const { tested: network, settings, feed, experiment, analysis } = learner;
  const readout = readoutOf(experiment, analysis);
  const { classes } = readout;
  const batch = feed.batch(split, indices, 0);
  // The engine's scope keeps the tensors of the pass alive until everything has been read.
  tf.engine().startScope('predict');
  try {
    const pass = network.forward(batch.input, batch.steps, null, batch.presented);
    const tensor = activityOf(pass, settings);
    const [steps = 0] = tensor.shape;
    const activity = (await tensor.data()) as Float32Array;
    const scores = (await scoresOf(learner, pass, batch.labels).data()) as Float32Array;
    const labels = await batch.labels.data();
    const factor = settings.loss.loss === 'ceCount' ? settings.loss.countScale : 1;
    const isStatic = steps === 1 && batch.steps > 1;
    const shape = { steps, batch: indices.length, classes };
    return collectPredictions(indices.length, (b) => ({
      label: labels[b]!,
      answer: argMax(scores, b * classes, classes),
      logits: scores.subarray(b * classes, (b + 1) * classes).map((score) => factor * score),
      activity: isStatic ? null : activityIn(readout, activity, shape, b),
    }));
  } finally {
    tf.engine().endScope();
    batch.input.dispose();
    batch.labels.dispose();
  }
}

/** Sample `b` of the readout's activity `[T, B, K]`. */
function activityIn(
  { score }: Readout,
  values: Float32Array,
  { steps, batch, classes }: { steps: number; batch: number; classes: number },
  b: number,
): ReadoutActivity {
  const at = (t: number, k: number): number => values[(t * batch + b) * classes + k]!;
  if (!isOfSpikes(score)) {
    const rowOf = (k: number): Float32Array =>
      Float32Array.from({ length: steps }, (_, t) => at(t, k));
    return { score, membranes: Array.from({ length: classes }, (_, k) => rowOf(k)) };
  }
  const neurons: number[] = [];
  const times: number[] = [];
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k < classes; k++) {
      if (at(t, k) === 0) continue;
      neurons.push(k);
      times.push(t);
    }
  }
  return {
    score,
    spikes: { neurons: Uint32Array.from(neurons), times: Float32Array.from(times) },
  };
}
