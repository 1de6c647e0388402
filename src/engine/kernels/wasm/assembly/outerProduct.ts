import { EVENT_BYTES } from './events';
import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './partial';

// @ts-ignore: decorator
@inline
function add(at: i32, value: v128, part: v128): void {
  v128.store(at, multiplyAdd(v128.load(at), value, part));
}

// @ts-ignore: decorator
@inline
function addLanes(at: i32, value: v128, part: v128, lanes: i32): void {
  storeLanes(at, multiplyAdd(v128.load(at), value, part), lanes);
}

/**
 * gw[offset, n] += value · row[n] for each event. Parts of the row stay in registers while all events
 * pass: 32 columns, then 16, then the rest.
 */
export function addOuterProduct(events: i32, end: i32, row: i32, gw: i32, n: i32): void {
  let j = 0;
  for (; j + 32 <= n; j += 32) {
    const from = row + (j << 2);
    const r0 = v128.load(from);
    const r1 = v128.load(from, 16);
    const r2 = v128.load(from, 32);
    const r3 = v128.load(from, 48);
    const r4 = v128.load(from, 64);
    const r5 = v128.load(from, 80);
    const r6 = v128.load(from, 96);
    const r7 = v128.load(from, 112);
    const base = gw + (j << 2);
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = v128.load_splat<f32>(e);
      const p = base + load<i32>(e, 4);
      add(p, value, r0);
      add(p + 16, value, r1);
      add(p + 32, value, r2);
      add(p + 48, value, r3);
      add(p + 64, value, r4);
      add(p + 80, value, r5);
      add(p + 96, value, r6);
      add(p + 112, value, r7);
    }
  }
  for (; j + 16 <= n; j += 16) {
    const from = row + (j << 2);
    const r0 = v128.load(from);
    const r1 = v128.load(from, 16);
    const r2 = v128.load(from, 32);
    const r3 = v128.load(from, 48);
    const base = gw + (j << 2);
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = v128.load_splat<f32>(e);
      const p = base + load<i32>(e, 4);
      add(p, value, r0);
      add(p + 16, value, r1);
      add(p + 32, value, r2);
      add(p + 48, value, r3);
    }
  }
  const left = n - j;
  if (left <= 0) return;
  const from = row + (j << 2);
  const base = gw + (j << 2);
  const r0 = v128.load(from);
  if (left <= 4) {
    for (let e = events; e < end; e += EVENT_BYTES) {
      addLanes(base + load<i32>(e, 4), v128.load_splat<f32>(e), r0, left);
    }
    return;
  }
  const r1 = v128.load(from, 16);
  if (left <= 8) {
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = v128.load_splat<f32>(e);
      const p = base + load<i32>(e, 4);
      add(p, value, r0);
      addLanes(p + 16, value, r1, left - 4);
    }
    return;
  }
  const r2 = v128.load(from, 32);
  const r3 = left > 12 ? v128.load(from, 48) : r2;
  for (let e = events; e < end; e += EVENT_BYTES) {
    const value = v128.load_splat<f32>(e);
    const p = base + load<i32>(e, 4);
    add(p, value, r0);
    add(p + 16, value, r1);
    if (left > 12) {
      add(p + 32, value, r2);
      addLanes(p + 48, value, r3, left - 12);
    } else {
      addLanes(p + 32, value, r2, left - 8);
    }
  }
}
