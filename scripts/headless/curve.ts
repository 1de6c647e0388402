/** The training curve of a run as plain numbers: see CURVE_COLUMNS in src/protocol/frame.ts. */
import { readContainer } from '#protocol/container.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';

/** A row a finished epoch. Losses are means a sample, accuracies shares from 0 to 1. */
export interface EpochRow {
  readonly epoch: number;
  readonly update: number;
  /** Spent in updates and evaluations since the start. */
  readonly seconds: number;
  /** Means over the updates of the epoch. */
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  /** On the whole test split, after the epoch. */
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/** The rows kept in a checkpoint, a list of CURVE_COLUMNS numbers each; null where a column is empty. */
export function curveOf(checkpoint: ArrayBuffer): (number | null)[][] {
  const values = readContainer(checkpoint).sections.get('curve') ?? new Float64Array(0);
  const width = CURVE_COLUMNS.length;
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width), (value) =>
      Number.isFinite(value) ? value : null,
    ),
  );
}

export function epochRows(curve: readonly (readonly (number | null)[])[]): EpochRow[] {
  const epochs: EpochRow[] = [];
  let losses: number[] = [];
  let accuracies: number[] = [];
  for (const [update, seconds, epoch, trainLoss, trainAccuracy, testLoss, testAccuracy] of curve) {
    if (typeof testLoss === 'number' && typeof testAccuracy === 'number') {
      epochs.push({
        epoch: epoch ?? 0,
        update: update ?? 0,
        seconds: seconds ?? 0,
        trainLoss: mean(losses),
        trainAccuracy: mean(accuracies),
        testLoss,
        testAccuracy,
      });
      losses = [];
      accuracies = [];
    } else {
      if (typeof trainLoss === 'number') losses.push(trainLoss);
      if (typeof trainAccuracy === 'number') accuracies.push(trainAccuracy);
    }
  }
  return epochs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
