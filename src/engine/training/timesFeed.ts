/** Batches of rules that compute from event to event: a spike time an input, and labels. */
import { catalog } from '#catalog/index.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { withDefaults } from '#model/params.ts';
import type { Split } from '#protocol/dataset.ts';
import type { Ahead } from '../data/ahead.ts';
import { createAugmenter } from '../data/augment.ts';
import { encodeTimes, gatherLabels } from '../data/batch.ts';
import { sampleShape } from './feed.ts';
import type { PresentedSample } from './learner.ts';

export interface TimesBatch {
  /** `[B, n]` in ms, Infinity for an input without a spike. */
  readonly times: Float64Array;
  readonly labels: Uint8Array;
}

export interface TimesFeed {
  batch(split: Split, indices: ArrayLike<number>, epoch: number, training?: boolean): TimesBatch;
  /** A batch of the one sample asked for. */
  sample(presented: PresentedSample): TimesBatch;
  /** Times of raw inputs `[count, n]` in 0..1. */
  encode(values: Float32Array, count: number): Float64Array;
}

export function createTimesFeed(
  experiment: Experiment,
  dataset: Dataset,
  ahead?: Ahead,
): TimesFeed {
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  if (encoder.output !== 'times') throw new Error(`${encoder.id} gives no spike times`);
  const encoderParams = withDefaults(encoder.params, experiment.encoder.params);
  const { steps, dtMs } = experiment.simulation;
  const { seed } = experiment;
  const shape = sampleShape(experiment);
  const augmenter = createAugmenter(experiment);
  const shared = { encoder, encoderParams, shape, steps, dtMs, seed, augmenter, ahead };
  const feed: TimesFeed = {
    batch: (split, indices, epoch, training = false) => {
      const samples = dataset[split];
      return {
        times: encodeTimes({ ...shared, samples, split, training }, indices, epoch),
        labels: gatherLabels(samples, indices),
      };
    },
    sample: ({ split, sampleIndex, epoch, given }) => {
      if (given === undefined) return feed.batch(split, [sampleIndex], epoch);
      const source = { ...shared, samples: given, split: 'test', training: false } as const;
      return { times: encodeTimes(source, [0], 0), labels: gatherLabels(given, [0]) };
    },
    encode: (values, count) => {
      const samples: Samples = { count, values, scale: 1, labels: new Uint8Array(count) };
      const indices = Uint32Array.from({ length: count }, (_, i) => i);
      return encodeTimes({ ...shared, samples, split: 'test', training: false }, indices, 0);
    },
  };
  return feed;
}
