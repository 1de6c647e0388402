/** Class probabilities over the plane of a 2-D data set. */
import * as tf from '@tensorflow/tfjs-core';
import { catalog } from '#catalog/index.ts';
import type { DatasetEntry } from '#model/catalog.ts';
import { datasetOf } from '#model/catalog.ts';
import type { DecisionMap } from '#protocol/frame.ts';
import { createFeed } from '../feed.ts';
import type { Session } from '../session.ts';
import type { StepsLearner } from '../stepsLearner.ts';
import { scoresOf } from './sample.ts';

/** Null for data that does not lie in a plane. */
export async function readDecisionMap(
  { experiment, learner }: Session,
  gridSize: number,
): Promise<DecisionMap | null> {
  const entry: DatasetEntry = datasetOf(catalog, experiment.dataset.id);
  if (entry.plane === undefined || gridSize < 2) return null;
  const { domain, toInput } = entry.plane;
  const [low, high] = domain;
  const at = (index: number): number => low + ((high - low) * (index + 0.5)) / gridSize;
  const values: number[] = [];
  for (let row = 0; row < gridSize; row++) {
    for (let column = 0; column < gridSize; column++) values.push(...toInput(at(column), at(row)));
  }
  const probabilities = await learner.classify(Float32Array.from(values), gridSize * gridSize);
  return { gridSize, classes: entry.classes.length, probabilities };
}

/** Class probabilities `[count, K]` of raw inputs, for rules that run in steps. */
export async function classifyValues(
  learner: StepsLearner,
  values: Float32Array,
  count: number,
): Promise<Float32Array> {
  const samples = { count, values, scale: 1, labels: new Uint8Array(count) };
  const feed = createFeed(learner.experiment, { train: samples, test: samples });
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  const batch = feed.batch('test', indices, 0);
  const probabilities = tf.tidy(() => {
    const pass = learner.tested.forward(batch.input, batch.steps, null, batch.presented);
    const scores = scoresOf(learner, pass, batch.labels);
    const { loss, countScale } = learner.settings.loss;
    return tf.softmax(loss === 'ceCount' ? tf.mul(scores, countScale) : scores);
  });
  batch.input.dispose();
  batch.labels.dispose();
  const data = Float32Array.from(await probabilities.data());
  probabilities.dispose();
  return data;
}
