import { storeLanes } from './partial';

// Philox4x32-10 (Salmon et al. 2011), four counters side by side: vector k holds word k of each.
// Vectors reach the caller through `out`, as a function returns one value only.

const M0: i32 = <i32>0xd2511f53;
const M1: i32 = <i32>0xcd9e8d57;
const W0: i32 = <i32>0x9e3779b9;
const W1: i32 = <i32>0xbb67ae85;
const ROUNDS: i32 = 10;

/** Upper halves of the four 64-bit products. */
// @ts-ignore: decorator
@inline
function mulHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/**
 * The 16 numbers of counters (block … block + 3, c1, c2, c3) under a key, in order of block and
 * word, to out[16] (u32).
 */
export function sixteen(block: i32, c1: i32, c2: i32, c3: i32, key0: i32, key1: i32, out: i32): void {
  let x0 = i32x4.splat(block);
  x0 = i32x4.replace_lane(x0, 1, block + 1);
  x0 = i32x4.replace_lane(x0, 2, block + 2);
  x0 = i32x4.replace_lane(x0, 3, block + 3);
  let x1 = i32x4.splat(c1);
  let x2 = i32x4.splat(c2);
  let x3 = i32x4.splat(c3);
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = mulHigh(x0, m0);
    const low0 = i32x4.mul(x0, m0);
    const high1 = mulHigh(x2, m1);
    const low1 = i32x4.mul(x2, m1);
    x0 = v128.xor(v128.xor(high1, x1), i32x4.splat(key0));
    x1 = low1;
    x2 = v128.xor(v128.xor(high0, x3), i32x4.splat(key1));
    x3 = low0;
    key0 += W0;
    key1 += W1;
  }
  const a = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
  const b = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
  const c = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
  const d = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(out, v128.shuffle<i64>(a, b, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(c, d, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(c, d, 1, 3), 48);
}

/** out[i] = the upper 24 bits of number i, over 2²⁴: uniform in [0, 1), exact in float32. */
export function fillUniform(
  out: i32, n: i32, key0: i32, key1: i32, c1: i32, c2: i32, c3: i32, scratch: i32,
): void {
  const unit = f32x4.splat(<f32>1 / <f32>16777216);
  for (let i = 0; i < n; i += 16) {
    sixteen(i >> 2, c1, c2, c3, key0, key1, scratch);
    for (let j = 0; j < min(16, n - i); j += 4) {
      const bits = i32x4.shr_u(v128.load(scratch + (j << 2)), 8);
      storeLanes(out + ((i + j) << 2), f32x4.mul(f32x4.convert_i32x4_u(bits), unit), n - i - j);
    }
  }
}

/**
 * out[t, b, n] = 1 where the number of counter (n / 4, t, streams[b], purpose), word n mod 4, is
 * below rates[b, n] · 2³², for the samples `first` … `last`. Sixteen zero rates in a row cost no
 * numbers.
 */
export function bernoulliSpikes(
  rates: i32, streams: i32, out: i32, steps: i32, batch: i32, neurons: i32,
  key0: i32, key1: i32, purpose: i32, scratch: i32, first: i32, last: i32,
): void {
  const span = f32x4.splat(<f32>4294967296);
  const one = f32x4.splat(1);
  const stepBytes = (batch * neurons) << 2;
  for (let b = first; b < last; b++) {
    const stream = load<i32>(streams + (b << 2));
    for (let n = 0; n < neurons; n += 16) {
      const from = rates + ((b * neurons + n) << 2);
      const to = out + ((b * neurons + n) << 2);
      const count = min(16, neurons - n);
      let any = false;
      for (let j = 0; j < count; j += 4) {
        const active = i32x4.bitmask(f32x4.gt(v128.load(from + (j << 2)), f32x4.splat(0)));
        any = any || (active & ((1 << min(4, count - j)) - 1)) != 0;
      }
      for (let t = 0; t < steps; t++) {
        if (any) sixteen(n >> 2, t, stream, purpose, key0, key1, scratch);
        for (let j = 0; j < count; j += 4) {
          const at = to + t * stepBytes + (j << 2);
          let spikes = f32x4.splat(0);
          if (any) {
            const rate = v128.load(from + (j << 2));
            // An integer is below a real number when it is below its ceiling; 2³² saturates, so
            // rates of 1 and more are asked apart.
            const bound = i32x4.trunc_sat_f32x4_u(f32x4.ceil(f32x4.mul(rate, span)));
            const below = i32x4.lt_u(v128.load(scratch + (j << 2)), bound);
            spikes = v128.and(one, v128.or(below, f32x4.ge(rate, one)));
          }
          storeLanes(at, spikes, count - j);
        }
      }
    }
  }
}
