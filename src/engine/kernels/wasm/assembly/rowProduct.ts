import { EVENT_BYTES, valueOf } from './events';
import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './partial';

// @ts-ignore: decorator
@inline
function start(initial: i32, offset: i32): v128 {
  return initial ? v128.load(initial + offset) : f32x4.splat(0);
}

/** sum + value · w[at]; of a spike, whose value is 1, the same bits without the product. */
// @ts-ignore: decorator
@inline
function plus(sum: v128, value: v128, at: i32, ones: bool): v128 {
  return ones ? f32x4.add(sum, v128.load(at)) : multiplyAdd(sum, value, v128.load(at));
}

/**
 * y[n] = initial[n] + Σ_events value · w[offset, n]: the one product on which every event-driven
 * kernel rests. `initial` may be 0 (zeros) or `y` itself (accumulate). Blocks of 32 columns keep
 * eight sums in registers, so that a selected row costs one load, one product and one sum a vector.
 */
export function rowProduct(events: i32, end: i32, w: i32, initial: i32, y: i32, n: i32): void {
  addRows(events, end, w, initial, y, n, false);
}

/** The same where all events have the value 1: a selected row costs one load and one sum a vector. */
export function rowSum(events: i32, end: i32, w: i32, initial: i32, y: i32, n: i32): void {
  addRows(events, end, w, initial, y, n, true);
}

// @ts-ignore: decorator
@inline
function addRows(
  events: i32, end: i32, w: i32, initial: i32, y: i32, n: i32, ones: bool,
): void {
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
      const value = valueOf(e, ones);
      const p = at + load<i32>(e, 4);
      s0 = plus(s0, value, p, ones);
      s1 = plus(s1, value, p + 16, ones);
      s2 = plus(s2, value, p + 32, ones);
      s3 = plus(s3, value, p + 48, ones);
      s4 = plus(s4, value, p + 64, ones);
      s5 = plus(s5, value, p + 80, ones);
      s6 = plus(s6, value, p + 96, ones);
      s7 = plus(s7, value, p + 112, ones);
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
      const value = valueOf(e, ones);
      const p = at + load<i32>(e, 4);
      s0 = plus(s0, value, p, ones);
      s1 = plus(s1, value, p + 16, ones);
      s2 = plus(s2, value, p + 32, ones);
      s3 = plus(s3, value, p + 48, ones);
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
        const value = valueOf(e, ones);
        const p = at + load<i32>(e, 4);
        s0 = plus(s0, value, p, ones);
        s1 = plus(s1, value, p + 16, ones);
        s2 = plus(s2, value, p + 32, ones);
        s3 = plus(s3, value, p + 48, ones);
      }
      v128.store(out, s2, 32);
      storeLanes(out + 48, s3, left - 12);
    } else {
      for (let e = events; e < end; e += EVENT_BYTES) {
        const value = valueOf(e, ones);
        const p = at + load<i32>(e, 4);
        s0 = plus(s0, value, p, ones);
        s1 = plus(s1, value, p + 16, ones);
        s2 = plus(s2, value, p + 32, ones);
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
        const value = valueOf(e, ones);
        const p = at + load<i32>(e, 4);
        s0 = plus(s0, value, p, ones);
        s1 = plus(s1, value, p + 16, ones);
      }
      v128.store(out, s0);
      storeLanes(out + 16, s1, left - 4);
    } else {
      for (let e = events; e < end; e += EVENT_BYTES) {
        s0 = plus(s0, valueOf(e, ones), at + load<i32>(e, 4), ones);
      }
      storeLanes(out, s0, left);
    }
  }
}
