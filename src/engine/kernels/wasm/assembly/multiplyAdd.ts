/**
 * sum + a · b. The one place for a fused instruction: a build with relaxed SIMD rounds once where the
 * processor can, twice elsewhere.
 */
// @ts-ignore: decorator
@inline
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}
