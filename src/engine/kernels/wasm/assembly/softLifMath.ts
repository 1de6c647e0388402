// Elementary functions of four numbers at once, to about two units in the last place: the compiler's
// own are scalar and bring tables, which a module without data of its own cannot have.

const LOG2E: f32 = 1.4426950408889634;
const LN2: f32 = 0.6931471805599453;
/** ln 2 in two parts, the first with few enough bits that its multiples are exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -0.00021219444005469058;
const SQRT2: f32 = 1.4142135623730951;
const HALF_PI: f32 = 1.5707963267948966;

// @ts-ignore: decorator
@inline
function fma4(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}

/** e^x for x ≤ 88; below −87 it stays at e^−87, which is 10⁻³⁸. */
// @ts-ignore: decorator
@inline
export function exp4(given: v128): v128 {
  const x = f32x4.max(given, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2E)));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))),
    f32x4.mul(n, f32x4.splat(LN2_LOW)),
  );
  let p = f32x4.splat(<f32>(1.0 / 5040));
  p = fma4(p, r, <f32>(1.0 / 720));
  p = fma4(p, r, <f32>(1.0 / 120));
  p = fma4(p, r, <f32>(1.0 / 24));
  p = fma4(p, r, <f32>(1.0 / 6));
  p = fma4(p, r, 0.5);
  p = fma4(p, r, 1);
  p = fma4(p, r, 1);
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** ln of positive normal numbers. */
// @ts-ignore: decorator
@inline
export function log4(w: v128): v128 {
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(w, 23), i32x4.splat(127)));
  let m = v128.or(v128.and(w, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
  const large = f32x4.gt(m, f32x4.splat(SQRT2));
  m = v128.bitselect(f32x4.mul(m, f32x4.splat(0.5)), m, large);
  e = f32x4.add(e, v128.and(large, f32x4.splat(1)));
  const s = f32x4.div(f32x4.sub(m, f32x4.splat(1)), f32x4.add(m, f32x4.splat(1)));
  const s2 = f32x4.mul(s, s);
  let p = f32x4.splat(<f32>(2.0 / 9));
  p = fma4(p, s2, <f32>(2.0 / 7));
  p = fma4(p, s2, <f32>(2.0 / 5));
  p = fma4(p, s2, <f32>(2.0 / 3));
  p = fma4(p, s2, 2);
  return f32x4.add(f32x4.mul(e, f32x4.splat(LN2)), f32x4.mul(p, s));
}

/** ln(1 + x) for 0 ≤ x ≤ 1, accurate relative to small x. */
// @ts-ignore: decorator
@inline
export function log1p4(x: v128): v128 {
  const s = f32x4.div(x, f32x4.add(x, f32x4.splat(2)));
  const s2 = f32x4.mul(s, s);
  let p = f32x4.splat(<f32>(2.0 / 15));
  p = fma4(p, s2, <f32>(2.0 / 13));
  p = fma4(p, s2, <f32>(2.0 / 11));
  p = fma4(p, s2, <f32>(2.0 / 9));
  p = fma4(p, s2, <f32>(2.0 / 7));
  p = fma4(p, s2, <f32>(2.0 / 5));
  p = fma4(p, s2, <f32>(2.0 / 3));
  p = fma4(p, s2, 2);
  return f32x4.mul(p, s);
}

/** 1 − e^−x for x ≥ 0, accurate relative to small x. */
// @ts-ignore: decorator
@inline
export function decay4(x: v128): v128 {
  let p = f32x4.splat(<f32>(-1.0 / 40320));
  p = fma4(p, x, <f32>(1.0 / 5040));
  p = fma4(p, x, <f32>(-1.0 / 720));
  p = fma4(p, x, <f32>(1.0 / 120));
  p = fma4(p, x, <f32>(-1.0 / 24));
  p = fma4(p, x, <f32>(1.0 / 6));
  p = fma4(p, x, -0.5);
  p = fma4(p, x, 1);
  const far = f32x4.sub(f32x4.splat(1), exp4(f32x4.neg(x)));
  return v128.bitselect(f32x4.mul(p, x), far, f32x4.lt(x, f32x4.splat(0.5)));
}

/**
 * Sixteen uint32 at `at` become sixteen standard normal numbers, in pairs of vectors (Box and Muller
 * 1958): of eight numbers the first four give the radius, the others the angle.
 */
export function normals16(at: i32): void {
  const unit = f32x4.splat(<f32>1 / <f32>16777216);
  const one = i32x4.splat(1);
  for (let pair = at; pair < at + 64; pair += 32) {
    // 24 bits and 1: in (0, 1], so that the logarithm is finite.
    const radiusBits = i32x4.add(i32x4.shr_u(v128.load(pair), 8), one);
    const u = f32x4.mul(f32x4.convert_i32x4_u(radiusBits), unit);
    const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), log4(u)));
    const turn = f32x4.mul(
      f32x4.convert_i32x4_u(i32x4.shr_u(v128.load(pair, 16), 8)),
      f32x4.splat(<f32>4 / <f32>16777216),
    );
    // A quarter turn, and an angle of at most an eighth around it.
    const quarter = f32x4.nearest(turn);
    const a = f32x4.mul(f32x4.sub(turn, quarter), f32x4.splat(HALF_PI));
    const a2 = f32x4.mul(a, a);
    let s = f32x4.splat(<f32>(1.0 / 362880));
    s = fma4(s, a2, <f32>(-1.0 / 5040));
    s = fma4(s, a2, <f32>(1.0 / 120));
    s = fma4(s, a2, <f32>(-1.0 / 6));
    s = f32x4.mul(fma4(s, a2, 1), a);
    let c = f32x4.splat(<f32>(1.0 / 40320));
    c = fma4(c, a2, <f32>(-1.0 / 720));
    c = fma4(c, a2, <f32>(1.0 / 24));
    c = fma4(c, a2, -0.5);
    c = fma4(c, a2, 1);
    const q = i32x4.trunc_sat_f32x4_s(quarter);
    const odd = i32x4.eq(v128.and(q, one), one);
    const sine = v128.bitselect(c, s, odd);
    const cosine = v128.bitselect(s, c, odd);
    // The sine is negative in quarters 2 and 3, the cosine in 1 and 2.
    const sineSign = i32x4.shl(v128.and(q, i32x4.splat(2)), 30);
    const cosineSign = i32x4.shl(v128.and(i32x4.add(q, one), i32x4.splat(2)), 30);
    v128.store(pair, f32x4.mul(radius, v128.xor(cosine, cosineSign)));
    v128.store(pair, f32x4.mul(radius, v128.xor(sine, sineSign)), 16);
  }
}
