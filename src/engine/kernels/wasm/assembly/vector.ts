import { storeLanes } from './partial';

/** Σ x², summed in float64. */
export function sumOfSquares(x: i32, n: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let at = x;
  const end = x + ((n & ~3) << 2);
  for (; at < end; at += 16) {
    const value = v128.load(at);
    const a = f64x2.promote_low_f32x4(value);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i64>(value, value, 1, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (const stop = x + (n << 2); at < stop; at += 4) {
    const value = f64(load<f32>(at));
    sum += value * value;
  }
  return sum;
}

/** x := factor · x. */
export function scale(x: i32, n: i32, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let i = 0; i < n; i += 4) {
    const at = x + (i << 2);
    storeLanes(at, f32x4.mul(f, v128.load(at)), n - i);
  }
}

/** y := y + factor · x. */
export function axpy(x: i32, y: i32, n: i32, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let i = 0; i < n; i += 4) {
    const at = y + (i << 2);
    storeLanes(at, f32x4.add(v128.load(at), f32x4.mul(f, v128.load(x + (i << 2)))), n - i);
  }
}

/** out[j] += Σ_p parts[p, j] for `first` … `last` of n, p in order. */
export function addParts(out: i32, parts: i32, count: i32, n: i32, first: i32, last: i32): void {
  const partBytes = n << 2;
  for (let j = first; j < last; j += 4) {
    const at = out + (j << 2);
    let from = parts + (j << 2);
    let sum = v128.load(at);
    for (let p = 0; p < count; p++, from += partBytes) sum = f32x4.add(sum, v128.load(from));
    storeLanes(at, sum, last - j);
  }
}
