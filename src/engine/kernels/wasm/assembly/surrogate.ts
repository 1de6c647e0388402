/** Surrogate kinds, as in the loader. */
const FAST_SIGMOID: i32 = 0;
const ATAN: i32 = 1;
const TRIANGLE: i32 = 2;

/**
 * Stand-in for the derivative of the spike with respect to x = u − θ, k its steepness:
 *   fast sigmoid 1/(1 + k|x|)²,  arctangent (k/2)/(1 + (πkx/2)²),
 *   triangle k·max(0, 1 − k|x|),  straight-through 1 where |x| ≤ k.
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
  return v128.and(one, f32x4.le(f32x4.abs(x), f32x4.splat(k)));
}
