// exp and log without tables, as a module must place no data. Both are good to an ulp or two. Sums of
// powers are taken in pairs of pairs (Estrin), which shortens the chain of operations that wait for
// one another.

const LN2_HIGH: f64 = 0.693147180369123816490; // 32 bits of ln 2: times an exponent it is exact
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const LOG2_E: f64 = 1.44269504088896340736;
const SQRT2: f64 = 1.41421356237309504880;

/** e^x for x ≤ 0; 0 below the range of normal numbers. */
export function expDecay(x: f64): f64 {
  if (!(x > -708)) return 0;
  const n = nearest<f64>(x * LOG2_E);
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  // Taylor series: |r| ≤ ln 2 / 2 leaves r¹⁴/14! < 5e−18.
  const r2 = r * r;
  const r4 = r2 * r2;
  const r8 = r4 * r4;
  const p2 = 0.5 + r * (1.0 / 6.0);
  const p4 = 1.0 / 24.0 + r * (1.0 / 120.0);
  const p6 = 1.0 / 720.0 + r * (1.0 / 5040.0);
  const p8 = 1.0 / 40320.0 + r * (1.0 / 362880.0);
  const p10 = 1.0 / 3628800.0 + r * (1.0 / 39916800.0);
  const p12 = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
  const high = p8 + r2 * p10 + r4 * p12;
  const sum = 1.0 + (r + r2 * (p2 + r2 * p4 + r4 * p6 + r2 * (r4 * high)));
  return sum * reinterpret<f64>(i64(n) + 1023 << 52);
}

/** ln x for normal x > 0. */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let n = i32((bits >> 52) & 0x7ff) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > SQRT2) {
    m *= 0.5;
    n += 1;
  }
  // ln m = 2 artanh(s), s = (m − 1)/(m + 1): |s| ≤ 0.172 leaves s²³/23 < 2e−19.
  const s = (m - 1) / (m + 1);
  const q = s * s;
  const q2 = q * q;
  const q4 = q2 * q2;
  const p3 = 1.0 / 3.0 + q * (1.0 / 5.0);
  const p7 = 1.0 / 7.0 + q * (1.0 / 9.0);
  const p11 = 1.0 / 11.0 + q * (1.0 / 13.0);
  const p15 = 1.0 / 15.0 + q * (1.0 / 17.0);
  const p19 = 1.0 / 19.0 + q * (1.0 / 21.0);
  const sum = p3 + q2 * p7 + q4 * (p11 + q2 * p15 + q4 * p19);
  const low = 2 * s * (q * sum) + f64(n) * LN2_LOW;
  return f64(n) * LN2_HIGH + (2 * s + low);
}
