/** Shapes of the vectors' JSON and how distances from them are gathered. */
import type { Measurement } from '../../suite.ts';

export type Nested = number | readonly Nested[];
export type Rows = readonly (readonly number[])[];
export interface File<C> {
  readonly tolerance: Readonly<Record<string, number>>;
  readonly cases: readonly C[];
}

/** Largest distance so far; what is not a number, or not of the same length, is infinitely far. */
export class Largest {
  value = 0;
  add(got: number, want: number, scale = 1): void {
    const off = got === want ? 0 : Math.abs(got - want) / scale;
    if (!(off <= this.value)) this.value = Number.isNaN(off) ? Infinity : off;
  }
  addAll(got: ArrayLike<number>, want: Nested | null): void {
    const flat = want === null ? [] : numbers(want);
    if (got.length !== flat.length) this.value = Infinity;
    flat.forEach((value, i) => this.add(got[i] ?? NaN, value));
  }
}

const numbers = (nested: Nested): number[] =>
  typeof nested === 'number' ? [nested] : nested.flatMap((inner) => numbers(inner));
export const floats = (nested: Nested): Float64Array => Float64Array.from(numbers(nested));
export const steps = (nested: readonly Nested[]): Float64Array[] => nested.map(floats);
export const joined = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);

export function measurement(
  quantity: string,
  cases: number,
  largest: Largest,
  tolerance: number,
  more: Partial<Measurement> = {},
): Measurement {
  return {
    engine: 'float64 reference',
    quantity,
    cases,
    largestError: largest.value,
    tolerance,
    relative: false,
    ...more,
  };
}
