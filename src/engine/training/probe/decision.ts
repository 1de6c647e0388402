/** Class probabilities over the plane of a 2-D data set. */
import * as tf from '@tensorflow/tfjs-core';
import { catalog } from '#catalog/index.ts';
import type { DatasetEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { DecisionMap } from '#protocol/frame.ts';
import { createFeed } from '../feed.ts';
import { scoresOf } from './sample.ts';
import type { Session } from '../session.ts';

/** Null for data that does not lie in a plane. */
export async function readDecisionMap(
  session: Session,
  gridSize: number,
): Promise<DecisionMap | null> {
  const entry: DatasetEntry = entryOf(catalog.datasets, session.experiment.dataset.id);
  if (entry.plane === undefined || gridSize < 2) return null;
  const { domain, toInput } = entry.plane;
  const [low, high] = domain;
  const at = (index: number): number => low + ((high - low) * (index + 0.5)) / gridSize;
  const values: number[] = [];
  for (let row = 0; row < gridSize; row++) {
    for (let column = 0; column < gridSize; column++) values.push(...toInput(at(column), at(row)));
  }
  const count = gridSize * gridSize;
  const samples = {
    count,
    values: Float32Array.from(values),
    scale: 1,
    labels: new Uint8Array(count),
  };
  const feed = createFeed(session.experiment, { train: samples, test: samples });
  const batch = feed.batch(
    'test',
    Uint32Array.from({ length: count }, (_, i) => i),
    0,
  );
  const probabilities = tf.tidy(() => {
    const pass = session.network.forward(batch.input, batch.steps);
    const scores = scoresOf(session, pass, batch.labels);
    const { loss, countScale } = session.settings.loss;
    return tf.softmax(loss === 'ceCount' ? tf.mul(scores, countScale) : scores);
  });
  batch.input.dispose();
  batch.labels.dispose();
  const data = Float32Array.from(await probabilities.data());
  probabilities.dispose();
  return { gridSize, classes: entry.classes.length, probabilities: data };
}
