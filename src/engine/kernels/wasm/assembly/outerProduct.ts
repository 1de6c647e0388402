import { EVENT_BYTES, valueOf } from './events';
import { multiplyAdd } from './multiplyAdd';
import { storeLanes } from './partial';

// @ts-ignore: decorator
@inline
function sum(at: i32, value: v128, part: v128, ones: bool): v128 {
  return ones ? f32x4.add(v128.load(at), part) : multiplyAdd(v128.load(at), value, part);
}

// @ts-ignore: decorator
@inline
function add(at: i32, value: v128, part: v128, ones: bool): void {
  v128.store(at, sum(at, value, part, ones));
}

// @ts-ignore: decorator
@inline
function addLanes(at: i32, value: v128, part: v128, lanes: i32, ones: bool): void {
  storeLanes(at, sum(at, value, part, ones), lanes);
}

/**
 * gw[offset, n] += value · row[n] for each event. Parts of the row stay in registers while all events
 * pass: 32 columns, then 16, then the rest.
 */
export function addOuterProduct(events: i32, end: i32, row: i32, gw: i32, n: i32): void {
  addRow(events, end, row, gw, n, false);
}

/** The same where all events have the value 1: gw[offset, n] += row[n]. */
export function addOuterSum(events: i32, end: i32, row: i32, gw: i32, n: i32): void {
  addRow(events, end, row, gw, n, true);
}

// @ts-ignore: decorator
@inline
function addRow(events: i32, end: i32, row: i32, gw: i32, n: i32, ones: bool): void {
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
      const value = valueOf(e, ones);
      const p = base + load<i32>(e, 4);
      add(p, value, r0, ones);
      add(p + 16, value, r1, ones);
      add(p + 32, value, r2, ones);
      add(p + 48, value, r3, ones);
      add(p + 64, value, r4, ones);
      add(p + 80, value, r5, ones);
      add(p + 96, value, r6, ones);
      add(p + 112, value, r7, ones);
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
      const value = valueOf(e, ones);
      const p = base + load<i32>(e, 4);
      add(p, value, r0, ones);
      add(p + 16, value, r1, ones);
      add(p + 32, value, r2, ones);
      add(p + 48, value, r3, ones);
    }
  }
  const left = n - j;
  if (left <= 0) return;
  const from = row + (j << 2);
  const base = gw + (j << 2);
  const r0 = v128.load(from);
  if (left <= 4) {
    for (let e = events; e < end; e += EVENT_BYTES) {
      addLanes(base + load<i32>(e, 4), valueOf(e, ones), r0, left, ones);
    }
    return;
  }
  const r1 = v128.load(from, 16);
  if (left <= 8) {
    for (let e = events; e < end; e += EVENT_BYTES) {
      const value = valueOf(e, ones);
      const p = base + load<i32>(e, 4);
      add(p, value, r0, ones);
      addLanes(p + 16, value, r1, left - 4, ones);
    }
    return;
  }
  const r2 = v128.load(from, 32);
  const r3 = left > 12 ? v128.load(from, 48) : r2;
  for (let e = events; e < end; e += EVENT_BYTES) {
    const value = valueOf(e, ones);
    const p = base + load<i32>(e, 4);
    add(p, value, r0, ones);
    add(p + 16, value, r1, ones);
    if (left > 12) {
      add(p + 32, value, r2, ones);
      addLanes(p + 48, value, r3, left - 12, ones);
    } else {
      addLanes(p + 32, value, r2, left - 8, ones);
    }
  }
}
