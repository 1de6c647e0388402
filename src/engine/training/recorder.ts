/** Curve rows and running means of a run. */
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { EvaluatedSplit, Evaluation, Metrics } from '#protocol/training.ts';

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
  addEvaluation(row: {
    split: EvaluatedSplit;
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
  let evaluated: Partial<Record<EvaluatedSplit, Evaluation>> = {};

  const mean = (key: 'loss' | 'accuracy'): number | null =>
    recent.length === 0 ? null : recent.reduce((sum, item) => sum + item[key], 0) / recent.length;

  const noteEvaluation = (split: EvaluatedSplit, evaluation: Evaluation): void => {
    // A test belongs to the epoch it was made after.
    evaluated =
      split === 'validation' ? { validation: evaluation } : { ...evaluated, test: evaluation };
  };

  const noteUpdate = (loss: number, accuracy: number): void => {
    recent.push({ loss, accuracy });
    if (recent.length > WINDOW_UPDATES) recent.shift();
  };

  return {
    addUpdate: ({ update, seconds, epoch, loss, accuracy, ms }) => {
      rows.push(update, seconds, epoch, loss, accuracy, NaN, NaN, NaN, NaN);
      noteUpdate(loss, accuracy);
      durations.push(ms);
      if (durations.length > WINDOW_UPDATES) durations.shift();
    },
    addEvaluation: ({ split, update, seconds, epoch, loss, accuracy }) => {
      const own = [loss, accuracy];
      const none = [NaN, NaN];
      const columns = split === 'test' ? [...own, ...none] : [...none, ...own];
      rows.push(update, seconds, epoch, NaN, NaN, ...columns);
      noteEvaluation(split, { loss, accuracy });
    },
    metrics: (epoch, update) => ({
      epoch,
      update,
      trainLoss: mean('loss'),
      trainAccuracy: mean('accuracy'),
      validationLoss: evaluated.validation?.loss ?? null,
      validationAccuracy: evaluated.validation?.accuracy ?? null,
      testLoss: evaluated.test?.loss ?? null,
      testAccuracy: evaluated.test?.accuracy ?? null,
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
      evaluated = {};
      for (let at = 0; at + width <= rows.length; at += width) {
        const row = rows.slice(at, at + width);
        const value = (name: (typeof CURVE_COLUMNS)[number]): number =>
          row[CURVE_COLUMNS.indexOf(name)] ?? NaN;
        const held = value('validationAccuracy');
        const test = value('testAccuracy');
        if (!Number.isNaN(held)) {
          noteEvaluation('validation', { loss: value('validationLoss'), accuracy: held });
        } else if (!Number.isNaN(test)) {
          noteEvaluation('test', { loss: value('testLoss'), accuracy: test });
        } else noteUpdate(value('trainLoss'), value('trainAccuracy'));
      }
    },
  };
}
