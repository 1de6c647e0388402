/**
 * Training samples that another thread changes before they are needed.
 *
 * What a presentation looks like follows from the document, the sample and the epoch, so whoever needs
 * a sample that is not there yet makes it himself, to the same numbers: training never waits.
 */
import type { Experiment } from '#model/experiment.ts';
import type { AugmentedBatch } from '#protocol/dataset.ts';
import type { RecordedSpikes } from './augment.ts';
import { createAugmenter } from './augment.ts';

/** Training samples under the document's augmentation. */
export type Prepare = (
  experiment: Experiment,
  indices: Uint32Array,
  epoch: number,
) => Promise<AugmentedBatch>;

export interface Ahead {
  /** Prepared values of a sample, for the caller to keep; null where they are not there. */
  take(index: number, epoch: number): Float32Array | null;
  /** The same of a sample that is a recording. */
  takeSpikes(index: number, epoch: number): RecordedSpikes | null;
}

export interface AheadQueue extends Ahead {
  /** Another document: what was made for the last one is void. */
  use(experiment: Experiment): void;
  /**
   * Says how far an epoch has come.
   * @param order samples in the order they are presented
   * @param done how many of them need nothing any more
   */
  advance(order: Uint32Array, epoch: number, done: number): void;
}

/** Batches that are asked for before they are needed, and questions that may be open at a time. */
const BATCHES_AHEAD = 4;
const MOST_OPEN = 2;

/** @param prepare absent where there is no other thread */
export function createAhead(prepare: Prepare | undefined, experiment: Experiment): AheadQueue {
  let document = experiment;
  let isWanted = changesSamples(experiment);
  /** Counts documents and epochs: an answer to a question from before is dropped. */
  let turn = 0;
  let epoch = -1;
  let done = 0;
  let asked = 0;
  let open = 0;
  let order: Uint32Array = new Uint32Array(0);
  const rows = new Map<number, Row>();

  const restart = (): void => {
    turn++;
    rows.clear();
    epoch = -1;
    asked = 0;
  };

  function ask(): void {
    if (prepare === undefined) return;
    const { batchSize } = document;
    const end = Math.min(order.length, done + BATCHES_AHEAD * batchSize);
    while (asked < end && open < MOST_OPEN) {
      const [from, own] = [Math.max(asked, done), turn];
      const indices = order.slice(from, Math.min(from + batchSize, end));
      asked = from + indices.length;
      if (indices.length === 0) return;
      open++;
      prepare(document, indices, epoch)
        .then((batch) => {
          if (own !== turn) return;
          indices.forEach((index, i) => {
            // What training has overtaken is of no use.
            if (from + i >= done) rows.set(index, rowOf(batch, i, indices.length));
          });
        })
        // Whoever needs the samples makes them, and meets the reason if there is one.
        .catch(() => undefined)
        .finally(() => {
          open--;
          if (own === turn) ask();
        });
    }
  }

  function take(index: number, wantedEpoch: number): Row | null {
    const row = wantedEpoch === epoch ? rows.get(index) : undefined;
    if (row === undefined) return null;
    rows.delete(index);
    return row;
  }

  return {
    take: (index, wantedEpoch) => take(index, wantedEpoch)?.values ?? null,
    takeSpikes: (index, wantedEpoch) => take(index, wantedEpoch)?.spikes ?? null,
    use: (changed) => {
      document = changed;
      isWanted = changesSamples(changed);
      restart();
    },
    advance: (newOrder, newEpoch, newDone) => {
      if (!isWanted || prepare === undefined) return;
      if (newEpoch !== epoch || newDone < done) restart();
      order = newOrder;
      epoch = newEpoch;
      for (let i = done; i < newDone; i++) rows.delete(order[i]!);
      done = newDone;
      ask();
    },
  };
}

function changesSamples(experiment: Experiment): boolean {
  const augmenter = createAugmenter(experiment);
  return augmenter !== null && (augmenter.values ?? augmenter.recording) !== null;
}

/** One sample: its values, or the spikes of its recording. */
interface Row {
  readonly values?: Float32Array;
  readonly spikes?: RecordedSpikes;
}

function rowOf(batch: AugmentedBatch, i: number, count: number): Row {
  if (batch.kind === 'values') {
    const size = batch.values.length / count;
    return { values: batch.values.subarray(i * size, (i + 1) * size) };
  }
  const { offsets, timesMs, inputs } = batch.spikes;
  const [from, to] = [offsets[i]!, offsets[i + 1]!];
  return { spikes: { timesMs: timesMs.subarray(from, to), inputs: inputs.subarray(from, to) } };
}
