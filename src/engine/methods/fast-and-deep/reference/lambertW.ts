/** 1/e as the nearest double, and what that double lacks. */
const INVERSE_E = 0.36787944117144233;
const INVERSE_E_REST = -1.2428753672788363e-17;

/** Coefficients of W₀ in p = √(2 (1 + e z)) (Corless et al. 1996, eq. 4.22). */
const SERIES = [
  -1,
  1,
  -1 / 3,
  11 / 72,
  -43 / 540,
  769 / 17280,
  -221 / 8505,
  680863 / 43545600,
  -1963 / 204120,
  226287557 / 37623398400,
] as const;

/** Where the series alone is exact to rounding. */
const SERIES_LIMIT = 0.02;

/**
 * The principal real branch of Lambert's W: the solution w ≥ −1 of w e^w = z (§13.3).
 *
 * Near the branch point the series in p, elsewhere Halley's iteration. NaN for z < −1/e.
 * Source: Corless, Gonnet, Hare, Jeffrey & Knuth, "On the Lambert W function", 1996.
 */
export function lambertW0(z: number): number {
  if (z < -INVERSE_E || Number.isNaN(z)) return Number.NaN;
  const p = Math.sqrt(Math.max(0, 2 * Math.E * (z + INVERSE_E + INVERSE_E_REST)));
  if (p < SERIES_LIMIT) return series(p);
  let w = start(z, p);
  for (let round = 0; round < 50; round++) {
    const grown = Math.exp(w);
    const miss = w * grown - z;
    const step = miss / (grown * (w + 1) - ((w + 2) * miss) / (2 * w + 2));
    w -= step;
    if (Math.abs(step) <= 1e-16 * Math.max(1, Math.abs(w))) break;
  }
  return w;
}

function start(z: number, p: number): number {
  if (z < -0.25) return series(p);
  if (z < 3) return Math.log1p(z);
  const logarithm = Math.log(z);
  return logarithm - Math.log(logarithm);
}

function series(p: number): number {
  let sum = 0;
  for (let i = SERIES.length - 1; i >= 0; i--) sum = sum * p + SERIES[i]!;
  return sum;
}
