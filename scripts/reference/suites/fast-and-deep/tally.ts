/** Collects errors of several cases into the lines of the table. */
import type { Engine, Measurement } from '../../suite.ts';

interface Line {
  cases: Set<string>;
  largest: number;
}

export interface Tally {
  /** Largest distance of two lists; of infinite values that differ it is infinite. */
  compare(options: {
    readonly engine: Engine;
    readonly quantity: string;
    readonly caseId: string;
    readonly tolerance: number;
    /** Distances as shares of the largest expected size. */
    readonly relative?: boolean;
    readonly got: ArrayLike<number>;
    readonly expected: ArrayLike<number>;
  }): void;
  measurements(): Measurement[];
}

export function createTally(): Tally {
  const lines = new Map<string, Line & Omit<Measurement, 'cases' | 'largestError'>>();
  return {
    compare: ({ engine, quantity, caseId, tolerance, relative = false, got, expected }) => {
      const key = JSON.stringify([engine, quantity, tolerance, relative]);
      const exact = tolerance === 0 ? { exact: 'equal' } : {};
      const line = lines.get(key) ?? {
        engine,
        quantity,
        tolerance,
        relative,
        ...exact,
        cases: new Set<string>(),
        largest: 0,
      };
      lines.set(key, line);
      line.cases.add(caseId);
      line.largest = Math.max(line.largest, distance(got, expected, relative));
    },
    measurements: () =>
      [...lines.values()].map(({ cases, largest, ...rest }) => ({
        ...rest,
        cases: cases.size,
        largestError: largest,
      })),
  };
}

function distance(got: ArrayLike<number>, expected: ArrayLike<number>, relative: boolean): number {
  if (got.length !== expected.length) return Infinity;
  let largest = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const g = got[i]!;
    const e = expected[i]!;
    if (g === e) continue;
    const error = Math.abs(g - e);
    largest = Number.isNaN(error) ? Infinity : Math.max(largest, error);
  }
  if (!relative) return largest;
  for (let i = 0; i < expected.length; i++) size = Math.max(size, Math.abs(expected[i]!));
  return size > 0 ? largest / size : largest;
}
