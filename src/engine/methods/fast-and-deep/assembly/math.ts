/** 1.5 · 2^52: added to a number, it leaves the nearest integer in the low bits. */
const ROUNDER: f64 = 6755399441055744;
const LOG2_E: f64 = 1.4426950408889634;
/** ln 2 in two parts, the first with enough zeros at its end for exact multiples. */
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

// @ts-ignore: decorator
@inline
function polynomial(low: v128, high: v128, x: v128): v128 {
  return f64x2.add(low, f64x2.mul(high, x));
}

/**
 * e^x to about one unit in the last place: x = k ln 2 + r, Taylor's series to r^13, then 2^k.
 * Below −708 it stays at e^−708, above 709 at e^709.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  x = f64x2.pmax(f64x2.splat(-708), f64x2.pmin(f64x2.splat(709), x));
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(ROUNDER));
  const k = f64x2.sub(rounded, f64x2.splat(ROUNDER));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))),
    f64x2.mul(k, f64x2.splat(LN2_LOW)),
  );
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  // Pairs, then pairs of pairs: short chains of dependent operations.
  const p0 = polynomial(f64x2.splat(1), f64x2.splat(1), r);
  const p2 = polynomial(f64x2.splat(1 / 2.0), f64x2.splat(1 / 6.0), r);
  const p4 = polynomial(f64x2.splat(1 / 24.0), f64x2.splat(1 / 120.0), r);
  const p6 = polynomial(f64x2.splat(1 / 720.0), f64x2.splat(1 / 5040.0), r);
  const p8 = polynomial(f64x2.splat(1 / 40320.0), f64x2.splat(1 / 362880.0), r);
  const p10 = polynomial(f64x2.splat(1 / 3628800.0), f64x2.splat(1 / 39916800.0), r);
  const p12 = polynomial(f64x2.splat(1 / 479001600.0), f64x2.splat(1 / 6227020800.0), r);
  const q0 = polynomial(p0, p2, r2);
  const q4 = polynomial(p4, p6, r2);
  const q8 = polynomial(p8, p10, r2);
  const series = polynomial(q0, polynomial(q4, polynomial(q8, p12, r4), r4), r4);
  return i64x2.add(series, i64x2.shl(rounded, 52));
}

/** e^x of one number. */
export function expOne(x: f64): f64 {
  return f64x2.extract_lane(exp(f64x2.splat(x)), 0);
}

/** ln x for a normal x > 0: x = 2^k m with m in [√½, √2), ln m = 2 artanh((m − 1)/(m + 1)). */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  // Adding the gap between √½ and 1 carries into the exponent exactly from √2 on.
  const shifted = bits + 0x0009_5F61_9980_C433;
  const k = f64((shifted >> 52) - 1023);
  const m = reinterpret<f64>((shifted & 0x000F_FFFF_FFFF_FFFF) + 0x3FE6_A09E_667F_3BCD);
  const f = (m - 1) / (m + 1);
  const s = f * f;
  let series: f64 = 1 / 21.0;
  series = series * s + 1 / 19.0;
  series = series * s + 1 / 17.0;
  series = series * s + 1 / 15.0;
  series = series * s + 1 / 13.0;
  series = series * s + 1 / 11.0;
  series = series * s + 1 / 9.0;
  series = series * s + 1 / 7.0;
  series = series * s + 1 / 5.0;
  series = series * s + 1 / 3.0;
  return k * LN2_HIGH + (2 * f + (2 * f * s * series + k * LN2_LOW));
}
