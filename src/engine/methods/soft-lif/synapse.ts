/**
 * Synaptic filters on a grid of steps, zero-order hold, unit gain at rest (method spec §5).
 *
 *   low-pass   y_n = λ·y_{n−1} + (1 − λ)·u_n                        λ = exp(−dt/τ_s)
 *   alpha      y_n = 2λ·y_{n−1} − λ²·y_{n−2} + (1 − λ(1 + dt/τ_s))·u_n + (λ² + λ(dt/τ_s − 1))·u_{n−1}
 */

export type SynapseKind = 'none' | 'lowpass' | 'alpha';

/** y_n = a1·y_{n−1} + a2·y_{n−2} + b0·u_n + b1·u_{n−1}. */
export interface FilterCoefficients {
  readonly a1: number;
  readonly a2: number;
  readonly b0: number;
  readonly b1: number;
}

/** `tauS` and `dt` in one unit; a time constant of 0 filters nothing. */
export function filterCoefficients(
  kind: SynapseKind,
  tauS: number,
  dt: number,
): FilterCoefficients {
  if (kind === 'none' || tauS <= 0) return { a1: 0, a2: 0, b0: 1, b1: 0 };
  const x = dt / tauS;
  const decay = Math.exp(-x);
  if (kind === 'lowpass') return { a1: decay, a2: 0, b0: -Math.expm1(-x), b1: 0 };
  return {
    a1: 2 * decay,
    a2: -(decay ** 2),
    b0: 1 - decay * (1 + x),
    b1: decay ** 2 + decay * (x - 1),
  };
}

/** Filters any number of signals side by side, one step a call, from a state of zeros. */
export function createFilter(
  size: number,
  { a1, a2, b0, b1 }: FilterCoefficients,
): (input: Float64Array) => Float64Array {
  const y1 = new Float64Array(size);
  const y2 = new Float64Array(size);
  const u1 = new Float64Array(size);
  return (input) => {
    for (let i = 0; i < size; i++) {
      const y = a1 * y1[i]! + a2 * y2[i]! + b0 * input[i]! + b1 * u1[i]!;
      y2[i] = y1[i]!;
      y1[i] = y;
      u1[i] = input[i]!;
    }
    return y1;
  };
}
