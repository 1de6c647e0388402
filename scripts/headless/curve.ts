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
  /** On the samples held back, after the epoch; null where none are. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /** On the whole test split, after the epoch; null where it was not looked at. */
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}

type CurveRow = Readonly<Record<(typeof CURVE_COLUMNS)[number], number | null>>;

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
  for (const values of curve) {
    const row = named(values);
    if (row.testAccuracy === null && row.validationAccuracy === null) {
      if (row.trainLoss !== null) losses.push(row.trainLoss);
      if (row.trainAccuracy !== null) accuracies.push(row.trainAccuracy);
      continue;
    }
    // Asked for in the middle of an epoch.
    if (!Number.isInteger(row.epoch)) continue;
    const { validationLoss, validationAccuracy, testLoss, testAccuracy } = row;
    const before = epochs.at(-1);
    // The test split of an epoch whose validation set is already in the list.
    if (before !== undefined && before.update === row.update && validationAccuracy === null) {
      epochs.splice(-1, 1, { ...before, testLoss, testAccuracy });
      continue;
    }
    epochs.push({
      epoch: row.epoch ?? 0,
      update: row.update ?? 0,
      seconds: row.seconds ?? 0,
      trainLoss: mean(losses),
      trainAccuracy: mean(accuracies),
      validationLoss,
      validationAccuracy,
      testLoss,
      testAccuracy,
    });
    losses = [];
    accuracies = [];
  }
  return epochs;
}

function named(values: readonly (number | null)[]): CurveRow {
  const entries = CURVE_COLUMNS.map((name, column) => [name, values[column] ?? null]);
  return Object.fromEntries(entries) as CurveRow;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
