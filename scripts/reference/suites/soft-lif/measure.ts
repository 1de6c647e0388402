/** Fields that all files share, and how distances are collected. */
import type { Engine, Measurement } from '../../suite.ts';

export type Numbers = readonly number[];
export type Params = Readonly<Record<string, number>>;
export interface Tolerance {
  readonly rel?: number;
  readonly abs?: number;
  readonly sd_rel?: number;
  readonly rates_abs?: number;
  readonly outputs_abs?: number;
}
export interface File<Inputs, Expected, P = Params> {
  readonly kind: string;
  readonly tolerance: Tolerance;
  readonly cases: readonly {
    readonly id: string;
    readonly params: P;
    readonly inputs: Inputs;
    readonly expected: Expected;
  }[];
}

/** Collects distances of one quantity. */
export function collector(
  quantity: string,
  tolerance: number,
  relative: boolean,
  floor = 0,
  engine: Engine = 'float64 reference',
) {
  let largest = 0;
  const seen = new Set<string>();
  return {
    add: (id: string, got: ArrayLike<number>, expected: ArrayLike<number>): void => {
      seen.add(id);
      if (got.length !== expected.length) largest = Infinity;
      for (let i = 0; i < expected.length; i++) {
        const wanted = expected[i]!;
        const distance = got[i] === wanted ? 0 : Math.abs(got[i]! - wanted);
        const error = relative ? distance / Math.max(Math.abs(wanted), floor) : distance;
        // Not a number must not pass as small.
        if (!(error <= largest)) largest = Number.isNaN(error) ? Infinity : error;
      }
    },
    result: (exact?: string): Measurement => ({
      engine,
      quantity,
      cases: seen.size,
      largestError: seen.size === 0 ? Infinity : largest,
      tolerance,
      relative,
      ...(exact === undefined ? {} : { exact }),
    }),
  };
}

/** Both tolerances of a file as one: relative, with sizes below abs / rel counted as that size. */
export const relativeTo = (quantity: string, { rel = 1e-9, abs = 0 }: Tolerance) =>
  collector(quantity, rel, true, abs / rel);

export const timesOf = (p: Params) => ({
  tauRefS: p['tau_ref'] ?? NaN,
  tauRcS: p['tau_rc'] ?? NaN,
});
