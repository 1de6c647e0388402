/** Largest distance between what was computed and what a file expects. */
import type { Engine, Measurement } from '../../suite.ts';

export type Nested = number | null | ArrayLike<number> | readonly Nested[];

export interface Tolerance {
  readonly rel?: number;
  readonly abs?: number;
}

/** Distances relative to the expected size, or absolute where only `abs` is stated. */
export class Distance {
  #largest = 0;
  #cases = new Set<string>();
  readonly #quantity: string;
  readonly #tolerance: Tolerance;

  constructor(quantity: string, tolerance: Tolerance) {
    this.#quantity = quantity;
    this.#tolerance = tolerance;
  }

  add(id: string, got: Nested, want: Nested): void {
    this.#cases.add(id);
    const a = flat(got);
    const b = flat(want);
    if (a.length !== b.length) this.#largest = Infinity;
    const { rel, abs } = this.#tolerance;
    // Below abs/rel the absolute tolerance is the wider one.
    const floor = rel === undefined ? 1 : (abs ?? 0) / rel;
    a.forEach((value, i) => {
      const expected = b[i] ?? NaN;
      const scale = rel === undefined ? 1 : Math.max(Math.abs(expected), floor);
      const off = value === expected ? 0 : Math.abs(value - expected) / scale;
      if (!(off <= this.#largest)) this.#largest = Number.isNaN(off) ? Infinity : off;
    });
  }

  measurement(engine: Engine, exact?: string): Measurement {
    const { rel, abs } = this.#tolerance;
    return {
      engine,
      quantity: this.#quantity,
      cases: this.#cases.size,
      largestError: this.#largest,
      tolerance: rel ?? abs ?? 0,
      relative: rel !== undefined,
      ...(exact === undefined ? {} : { exact }),
    };
  }
}

/** What has to agree exactly. */
export function exactly(quantity: string): Distance {
  return new Distance(quantity, { abs: 0 });
}

function flat(value: Nested): number[] {
  if (value === null) return [];
  if (typeof value === 'number') return [value];
  return Array.from(value as ArrayLike<Nested>).flatMap(flat);
}
