/** Curve rows and running means of a run. */
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { Metrics } from '#protocol/training.ts';

/** Updates that the shown train loss and accuracy are averaged over. */
const WINDOW_UPDATES = 50;

export interface Recorder {
  addUpdate(row: {
    update: number;
    seconds: number;
    epoch: number;
    loss: number;
    accuracy: number;
    ms: number;
  }): void;
  addTest(row: {
    update: number;
    seconds: number;
    epoch: number;
    loss: number;
    accuracy: number;
  }): void;
  metrics(epoch: number, update: number): Metrics;
  /** Median of the last updates' durations; null before the first. */
  msPerUpdate(): number | null;
  /** Rows that were not taken yet. */
  takeRows(): Float64Array;
  allRows(): Float64Array;
  /** Starts again from the rows of a checkpoint. */
  restore(rows: Float64Array): void;
}

export function createRecorder(): Recorder {
  const width = CURVE_COLUMNS.length;
  let rows: number[] = [];
  let taken = 0;
  let recent: { loss: number; accuracy: number }[] = [];
  let durations: number[] = [];
  let test: { loss: number; accuracy: number } | null = null;

  const mean = (key: 'loss' | 'accuracy'): number | null =>
    recent.length === 0 ? null : recent.reduce((sum, item) => sum + item[key], 0) / recent.length;

  const noteUpdate = (loss: number, accuracy: number): void => {
    recent.push({ loss, accuracy });
    if (recent.length > WINDOW_UPDATES) recent.shift();
  };

  return {
    addUpdate: ({ update, seconds, epoch, loss, accuracy, ms }) => {
      rows.push(update, seconds, epoch, loss, accuracy, NaN, NaN);
      noteUpdate(loss, accuracy);
      durations.push(ms);
      if (durations.length > WINDOW_UPDATES) durations.shift();
    },
    addTest: ({ update, seconds, epoch, loss, accuracy }) => {
      rows.push(update, seconds, epoch, NaN, NaN, loss, accuracy);
      test = { loss, accuracy };
    },
    metrics: (epoch, update) => ({
      epoch,
      update,
      trainLoss: mean('loss'),
      trainAccuracy: mean('accuracy'),
      testLoss: test?.loss ?? null,
      testAccuracy: test?.accuracy ?? null,
    }),
    msPerUpdate: () => {
      if (durations.length === 0) return null;
      return [...durations].sort((a, b) => a - b)[Math.floor(durations.length / 2)] ?? null;
    },
    takeRows: () => {
      const fresh = Float64Array.from(rows.slice(taken));
      taken = rows.length;
      return fresh;
    },
    allRows: () => Float64Array.from(rows),
    restore: (saved) => {
      rows = [...saved];
      taken = 0;
      recent = [];
      durations = [];
      test = null;
      for (let at = 0; at + width <= rows.length; at += width) {
        const [, , , loss = NaN, accuracy = NaN, testLoss = NaN, testAccuracy = NaN] = rows.slice(
          at,
          at + width,
        );
        if (!Number.isNaN(testLoss)) test = { loss: testLoss, accuracy: testAccuracy };
        else noteUpdate(loss, accuracy);
      }
    },
  };
}
