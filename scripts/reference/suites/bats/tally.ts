import type { Engine, Measurement } from '../../suite.ts';

/** Collects distances: one line for every engine, quantity and tolerance. */
export interface Tally {
  /** Distance as a share of the expected size where that is above 1. */
  compare(quantity: string, got: number, expected: number, tolerance: number): void;
  /** An error of 1 when what has to agree does not. */
  agree(quantity: string, equal: boolean, what: string): void;
  endCase(): void;
  lines(): Measurement[];
}

export function createTally(engine: Engine): Tally {
  const lines = new Map<string, { line: Measurement; inCase: boolean }>();
  const add = (line: Omit<Measurement, 'cases' | 'engine'>): void => {
    const key = `${line.quantity}|${line.tolerance}`;
    const known = lines.get(key);
    // Not a number counts as over: Math.max keeps it.
    const largestError = Math.max(known?.line.largestError ?? 0, line.largestError);
    const cases = (known?.line.cases ?? 0) + (known?.inCase ? 0 : 1);
    lines.set(key, { line: { ...line, engine, cases, largestError }, inCase: true });
  };
  return {
    compare: (quantity, got, expected, tolerance) => {
      const distance = got === expected ? 0 : Math.abs(got - expected);
      const largestError = distance / Math.max(1, Math.abs(expected));
      add({ quantity, tolerance, relative: false, largestError });
    },
    agree: (quantity, equal, what) =>
      add({ quantity, tolerance: 0, relative: false, largestError: equal ? 0 : 1, exact: what }),
    endCase: () => {
      for (const entry of lines.values()) entry.inCase = false;
    },
    lines: () => [...lines.values()].map(({ line }) => line),
  };
}
