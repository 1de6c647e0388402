/**
 * The training curve: every row the worker has sent in this run, as growing columns of numbers.
 *
 * A frame with another run number starts an empty curve; a training that is restored sends all of
 * its rows again. `version` counts changes, so that a plot
 * can tell whether it has to draw again.
 */
import type { Frame } from '#protocol/frame.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import { frameSource } from './frameSource.ts';

export type CurveColumn = (typeof CURVE_COLUMNS)[number];

const COLUMNS = CURVE_COLUMNS.length;
const FIRST_ROWS = 1024;

export interface CurveStore {
  /** Takes over the rows of a frame. */
  append(frame: Pick<Frame, 'run' | 'curve'>): void;
  /** Values of one column, oldest first, NaN for gaps; a copy. */
  column(name: CurveColumn): Float64Array;
  count(): number;
  version(): number;
  subscribe(listener: () => void): () => void;
}

export function createCurveStore(): CurveStore {
  let values = new Float64Array(FIRST_ROWS * COLUMNS);
  let count = 0;
  let version = 0;
  let run: number | null = null;
  const listeners = new Set<() => void>();

  const push = (rows: Float64Array): void => {
    const needed = count * COLUMNS + rows.length;
    if (needed > values.length) {
      const grown = new Float64Array(Math.max(needed, 2 * values.length));
      grown.set(values.subarray(0, count * COLUMNS));
      values = grown;
    }
    values.set(rows, count * COLUMNS);
    count = needed / COLUMNS;
  };

  return {
    append({ run: frameRun, curve }) {
      const startsOver = frameRun !== run;
      if (!startsOver && curve.values.length === 0) return;
      if (startsOver) {
        run = frameRun;
        count = 0;
      }
      push(curve.values);
      version += 1;
      for (const listener of listeners) listener();
    },
    column(name) {
      const offset = CURVE_COLUMNS.indexOf(name);
      const column = new Float64Array(count);
      for (let row = 0; row < count; row++) column[row] = values[row * COLUMNS + offset]!;
      return column;
    },
    count: () => count,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const curveStore = createCurveStore();

/** Takes over the rows of every frame from now on, whether or not a panel draws them yet; call once. */
export function followCurve(): void {
  frameSource.subscribe((frame) => curveStore.append(frame));
}
