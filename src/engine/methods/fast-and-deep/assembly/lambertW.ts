import { exp } from './math';

/** 1/e as the nearest double, and what that double lacks. */
export const INVERSE_E: f64 = 0.36787944117144233;
const INVERSE_E_REST: f64 = -1.2428753672788363e-17;
const TWO_E: f64 = 5.43656365691809;

/** Where the series at the branch point alone is exact to rounding, and an iteration would divide by W + 1. */
const SERIES_LIMIT: f64 = 0.02;

// @ts-ignore: decorator
@inline
function step(sum: v128, p: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, p), f64x2.splat(coefficient));
}

/**
 * W₀(z) for −1/e ≤ z < 0 (§13.3); −1 for a z below that.
 *
 * In p = √(2 (1 + e z)): the series of W₀ at p = 0 (Corless et al. 1996, eq. 4.22) where p is small;
 * elsewhere a polynomial of degree 11, the Chebyshev fit to W₀ over 0 ≤ p ≤ √2 with an error below 2e−10,
 * and one step of Newton's iteration.
 */
// @ts-ignore: decorator
@inline
export function lambertW0(z: v128): v128 {
  const above = f64x2.add(f64x2.add(z, f64x2.splat(INVERSE_E)), f64x2.splat(INVERSE_E_REST));
  const p = f64x2.sqrt(f64x2.pmax(f64x2.splat(0), f64x2.mul(f64x2.splat(TWO_E), above)));

  let near = f64x2.splat(-1963 / 204120.0);
  near = step(near, p, 680863 / 43545600.0);
  near = step(near, p, -221 / 8505.0);
  near = step(near, p, 769 / 17280.0);
  near = step(near, p, -43 / 540.0);
  near = step(near, p, 11 / 72.0);
  near = step(near, p, -1 / 3.0);
  near = step(near, p, 1);
  near = step(near, p, -1);

  let w = f64x2.splat(0.000038373992611056116412);
  w = step(w, p, -0.00038798278894861430812);
  w = step(w, p, 0.001841424197028989916);
  w = step(w, p, -0.0055960999297093112543);
  w = step(w, p, 0.012738539048233430839);
  w = step(w, p, -0.024486863779263431994);
  w = step(w, p, 0.043968921406545288652);
  w = step(w, p, -0.079505561490267206061);
  w = step(w, p, 0.15276038712294358567);
  w = step(w, p, -0.33333205351948135306);
  w = step(w, p, 0.99999996261577450074);
  w = step(w, p, -0.99999999981699501862);
  const grown = exp(w);
  const miss = f64x2.sub(f64x2.mul(w, grown), z);
  const slope = f64x2.mul(grown, f64x2.add(w, f64x2.splat(1)));
  const refined = f64x2.sub(w, f64x2.div(miss, slope));
  return v128.bitselect(near, refined, f64x2.lt(p, f64x2.splat(SERIES_LIMIT)));
}
