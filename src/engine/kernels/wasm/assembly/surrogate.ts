/** Surrogate kinds, as in the loader. */
const FAST_SIGMOID: i32 = 0;
const ATAN: i32 = 1;
const TRIANGLE: i32 = 2;
const LOGISTIC: i32 = 4;

/** exp(−y) for y ≥ 0, to 1e−7 of its size; below exp(−87) it stays there. */
// @ts-ignore: decorator
@inline
function expOfMinus(y: v128): v128 {
  const x = f32x4.neg(f32x4.min(y, f32x4.splat(87)));
  // x = n ln 2 + r; ln 2 in two parts, of which the first has so few digits that n times it is exact.
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(<f32>1.4426950408889634)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(<f32>0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(<f32>2.12194440054690582e-4)));
  let sum = f32x4.splat(<f32>1.984126984126984e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(<f32>1.388888888888889e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(<f32>8.333333333333333e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(<f32>4.166666666666667e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(<f32>0.16666666666666667));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}

/**
 * Stand-in for the derivative of the spike with respect to x = u − θ, k its steepness:
 *   fast sigmoid 1/(1 + k|x|)²,  arctangent (k/2)/(1 + (πkx/2)²),
 *   triangle k·max(0, 1 − k|x|),  straight-through 1 where |x| ≤ k,
 *   logistic k·e/(1 + e)², e = exp(−k|x|).
 */
// @ts-ignore: decorator
@inline
export function surrogateDerivative(kind: i32, k: f32, x: v128): v128 {
  const one = f32x4.splat(1);
  if (kind == FAST_SIGMOID) {
    const d = f32x4.add(one, f32x4.mul(f32x4.splat(k), f32x4.abs(x)));
    return f32x4.div(one, f32x4.mul(d, d));
  }
  if (kind == ATAN) {
    const d = f32x4.mul(f32x4.splat(<f32>1.5707963267948966 * k), x);
    return f32x4.div(f32x4.splat(0.5 * k), f32x4.add(one, f32x4.mul(d, d)));
  }
  if (kind == TRIANGLE) {
    const d = f32x4.sub(one, f32x4.mul(f32x4.splat(k), f32x4.abs(x)));
    return f32x4.mul(f32x4.splat(k), f32x4.max(f32x4.splat(0), d));
  }
  if (kind == LOGISTIC) {
    const e = expOfMinus(f32x4.mul(f32x4.splat(k), f32x4.abs(x)));
    const d = f32x4.add(one, e);
    return f32x4.div(f32x4.mul(f32x4.splat(k), e), f32x4.mul(d, d));
  }
  return v128.and(one, f32x4.le(f32x4.abs(x), f32x4.splat(k)));
}
