import { EVENT_BYTES } from './events';
import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './partial';

// @ts-ignore: decorator
@inline
function start(initial: i32, offset: i32): v128 {
  return initial ? v128.load(initial + offset) : f32x4.splat(0);
}

/**
 * y[n] = initial[n] + Σ_events value · w[offset, n]: the one product on which every event-driven
 * kernel rests. `initial` may be 0 (zeros) or `y` itself (accumulate). Blocks of 32 columns keep
 * eight sums in registers, so that a selected row costs one load, one product and one sum a vector.
 */
export function rowProduct(events: i32, end: i32, w: i32, initial: i32, y: i32, n: i32): void {
  let j = 0;
  for (; j + 32 <= n; j += 32) {
    const offset = j << 2;
    const at = w + offset;
    let s0 = start(initial, offset);
    let s1 = start(initial, offset + 16);
    let s2 = start(initial, offset + 32);
    let s3 = start(initial, offset + 48);
    let s4 = start(initial, offset + 64);
    let s5 = start(initial, offset + 80);
    let s6 = start(initial, offset + 96);
    let s7 = start(initial, offset + 112);
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = v128.load_splat<f32>(e);
      const p = at + load<i32>(e, 4);
      s0 = multiplyAdd(s0, value, v128.load(p));
      s1 = multiplyAdd(s1, value, v128.load(p, 16));
      s2 = multiplyAdd(s2, value, v128.load(p, 32));
      s3 = multiplyAdd(s3, value, v128.load(p, 48));
      s4 = multiplyAdd(s4, value, v128.load(p, 64));
      s5 = multiplyAdd(s5, value, v128.load(p, 80));
      s6 = multiplyAdd(s6, value, v128.load(p, 96));
      s7 = multiplyAdd(s7, value, v128.load(p, 112));
    }
    const out = y + offset;
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
    v128.store(out, s4, 64);
    v128.store(out, s5, 80);
    v128.store(out, s6, 96);
    v128.store(out, s7, 112);
  }
  for (; j + 16 <= n; j += 16) {
    const offset = j << 2;
    const at = w + offset;
    let s0 = start(initial, offset);
    let s1 = start(initial, offset + 16);
    let s2 = start(initial, offset + 32);
    let s3 = start(initial, offset + 48);
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = v128.load_splat<f32>(e);
      const p = at + load<i32>(e, 4);
      s0 = multiplyAdd(s0, value, v128.load(p));
      s1 = multiplyAdd(s1, value, v128.load(p, 16));
      s2 = multiplyAdd(s2, value, v128.load(p, 32));
      s3 = multiplyAdd(s3, value, v128.load(p, 48));
    }
    const out = y + offset;
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
  const left = n - j;
  const offset = j << 2;
  const at = w + offset;
  const out = y + offset;
  if (left > 8) {
    let s0 = start(initial, offset);
    let s1 = start(initial, offset + 16);
    let s2 = start(initial, offset + 32);
    let s3 = left > 12 ? start(initial, offset + 48) : f32x4.splat(0);
    if (left > 12) {
      for (let e = events; e < end; e += EVENT_BYTES) {
        const value = v128.load_splat<f32>(e);
        const p = at + load<i32>(e, 4);
        s0 = multiplyAdd(s0, value, v128.load(p));
        s1 = multiplyAdd(s1, value, v128.load(p, 16));
        s2 = multiplyAdd(s2, value, v128.load(p, 32));
        s3 = multiplyAdd(s3, value, v128.load(p, 48));
      }
      v128.store(out, s2, 32);
      storeLanes(out + 48, s3, left - 12);
    } else {
      for (let e = events; e < end; e += EVENT_BYTES) {
        const value = v128.load_splat<f32>(e);
        const p = at + load<i32>(e, 4);
        s0 = multiplyAdd(s0, value, v128.load(p));
        s1 = multiplyAdd(s1, value, v128.load(p, 16));
        s2 = multiplyAdd(s2, value, v128.load(p, 32));
      }
      storeLanes(out + 32, s2, left - 8);
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
  } else if (left > 0) {
    let s0 = start(initial, offset);
    let s1 = left > 4 ? start(initial, offset + 16) : f32x4.splat(0);
    if (left > 4) {
      for (let e = events; e < end; e += EVENT_BYTES) {
        const value = v128.load_splat<f32>(e);
        const p = at + load<i32>(e, 4);
        s0 = multiplyAdd(s0, value, v128.load(p));
        s1 = multiplyAdd(s1, value, v128.load(p, 16));
      }
      v128.store(out, s0);
      storeLanes(out + 16, s1, left - 4);
    } else {
      for (let e = events; e < end; e += EVENT_BYTES) {
        s0 = multiplyAdd(s0, v128.load_splat<f32>(e), v128.load(at + load<i32>(e, 4)));
      }
      storeLanes(out, s0, left);
    }
  }
}
