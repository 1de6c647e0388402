import { areOnes, EVENT_BYTES, extractEvents } from './events';
import { gemmPacked, packPanels, transpose } from './gemm';
import { addOuterProduct, addOuterSum } from './outerProduct';
import { rowProduct, rowSum } from './rowProduct';

/** Bytes of a row of 32 packed columns. */
const PACKED_ROW: i32 = 128;

/** Columns of a weight gradient computed together: `rowProduct`'s eight registers. */
const GRADIENT_PANEL: i32 = 32;

/** Rows whose events are listed at a time, so that the lists stay in the cache. */
// @ts-ignore: decorator
@inline
function chunkRows(k: i32, bytes: i32, most: i32): i32 {
  return min(max(bytes / (EVENT_BYTES * (k + 4)), 1), most);
}

/** Columns of weights in use at a time (a multiple of 32), so that they stay in the cache. */
// @ts-ignore: decorator
@inline
function panelColumns(k: i32): i32 {
  return max((65536 / max(k, 1)) & ~31, 32);
}

/** Bytes of weights above which a panel's rows are too far apart for caches and page tables. */
const LARGE_WEIGHTS: i32 = 4194304;
const PACKED_LISTS: i32 = 262144;
const PACKED_LIST_ROWS: i32 = 256;

/**
 * The same sums for large weights: as many rows of x as lists have room for share a panel of 32
 * columns, which is copied together first.
 */
function denseEventsPacked(
  x: i32, w: i32, bias: i32, y: i32, m: i32, k: i32, n: i32, scratch: i32,
): void {
  const rowBytes = n << 2;
  const ends = scratch;
  const packed = ends + (PACKED_LIST_ROWS << 2);
  const lists = packed + k * PACKED_ROW;
  const listBytes = (k + 4) * EVENT_BYTES;
  for (let i = 0; i < m; ) {
    let at = lists;
    let count = 0;
    do {
      at = extractEvents(x + (((i + count) * k) << 2), k, PACKED_ROW, at);
      store<i32>(ends + (count << 2), at);
      count++;
    } while (
      i + count < m && count < PACKED_LIST_ROWS && at - lists + listBytes <= PACKED_LISTS
    );
    const ones = areOnes(lists, at);
    for (let j = 0; j < n; j += GRADIENT_PANEL) {
      const columns = min(GRADIENT_PANEL, n - j);
      const offset = j << 2;
      packColumns(w + offset, rowBytes, k, columns, packed);
      let events = lists;
      for (let r = 0; r < count; r++) {
        const end = load<i32>(ends + (r << 2));
        const initial = bias ? bias + offset : 0;
        const to = y + (i + r) * rowBytes + offset;
        if (ones) rowSum(events, end, packed, initial, to, columns);
        else rowProduct(events, end, packed, initial, to, columns);
        events = end;
      }
    }
    i += count;
  }
}

/** y[m, n] = x[m, k] · w[k, n] + bias over the nonzero entries of x. */
export function denseEvents(
  x: i32, w: i32, bias: i32, y: i32, m: i32, k: i32, n: i32, scratch: i32,
): void {
  if (k * n > LARGE_WEIGHTS >> 2 && m > 1) {
    denseEventsPacked(x, w, bias, y, m, k, n, scratch);
    return;
  }
  const rows = chunkRows(k, 262144, 64);
  const panel = panelColumns(k);
  const ends = scratch;
  const lists = scratch + ((rows + 4) << 2);
  const rowBytes = n << 2;
  for (let i = 0; i < m; i += rows) {
    const count = min(rows, m - i);
    let at = lists;
    for (let r = 0; r < count; r++) {
      at = extractEvents(x + (((i + r) * k) << 2), k, rowBytes, at);
      store<i32>(ends + (r << 2), at);
    }
    const ones = areOnes(lists, at);
    for (let j = 0; j < n; j += panel) {
      const columns = min(panel, n - j);
      const offset = j << 2;
      let events = lists;
      for (let r = 0; r < count; r++) {
        const end = load<i32>(ends + (r << 2));
        const initial = bias ? bias + offset : 0;
        const to = y + (i + r) * rowBytes + offset;
        if (ones) rowSum(events, end, w + offset, initial, to, columns);
        else rowProduct(events, end, w + offset, initial, to, columns);
        events = end;
      }
    }
  }
}

/** Few columns or events: add each row's outer product; regrouping the events would cost more. */
function outerProducts(
  x: i32, xBytes: i32, gy: i32, gw: i32, m: i32, k: i32, n: i32, list: i32,
): void {
  const rowBytes = n << 2;
  for (let i = 0; i < m; i++) {
    const end = extractEvents(x + i * xBytes, k, rowBytes, list);
    if (areOnes(list, end)) addOuterSum(list, end, gy + i * rowBytes, gw, n);
    else addOuterProduct(list, end, gy + i * rowBytes, gw, n);
  }
}

/** Copies 32 columns of `rows` rows side by side: rows a power of two apart fall on few cache lines. */
function packColumns(from: i32, rowBytes: i32, rows: i32, columns: i32, out: i32): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j += 4) {
      v128.store(out + (j << 2), v128.load(from + (j << 2)));
    }
    from += rowBytes;
    out += PACKED_ROW;
  }
}

/**
 * Regroups the events of `count` rows by column of x (counting sort), so that each row of gw is
 * loaded and stored once for all of them. `ends[k]` counts the events, then says where they end.
 * Returns the end of `byRow`, in which an event of value 0 closes each row.
 */
function countByInput(x: i32, xBytes: i32, count: i32, k: i32, ends: i32, byRow: i32): i32 {
  memory.fill(ends, 0, k << 2);
  // Events with offset index · 4, which addresses the histogram directly.
  let at = byRow;
  for (let r = 0; r < count; r++) {
    const begin = at;
    at = extractEvents(x + r * xBytes, k, 4, at);
    for (let e = begin; e < at; e += EVENT_BYTES) {
      const cell = ends + load<i32>(e, 4);
      store<i32>(cell, load<i32>(cell) + EVENT_BYTES);
    }
    // No list contains an event of value 0 otherwise.
    store<f32>(at, 0);
    at += EVENT_BYTES;
  }
  return at;
}

/** The second half of it: offsets become row · PACKED_ROW. Returns the end of `byInput`. */
function placeByInput(k: i32, ends: i32, byRow: i32, last: i32, byInput: i32): i32 {
  let next = byInput;
  for (let i = 0; i < k; i++) {
    const cell = ends + (i << 2);
    const length = load<i32>(cell);
    store<i32>(cell, next);
    next += length;
  }
  let offset = 0;
  for (let e = byRow; e < last; e += EVENT_BYTES) {
    const value = load<f32>(e);
    if (value == 0) {
      offset += PACKED_ROW;
      continue;
    }
    const cell = ends + load<i32>(e, 4);
    const to = load<i32>(cell);
    store<f32>(to, value);
    store<i32>(to, offset, 4);
    store<i32>(cell, to + EVENT_BYTES);
  }
  return next;
}

/**
 * Rows `from` … `to` of gw[k, n] := xᵀ · gy over the nonzero entries of x[m, k]. Each sum runs over m
 * in order, so that its bits do not depend on the range.
 */
export function gradWeightsEvents(
  x: i32, gy: i32, gw: i32, m: i32, k: i32, n: i32, from: i32, to: i32, scratch: i32,
): void {
  const xBytes = k << 2;
  const rowBytes = n << 2;
  const inputs = to - from;
  x += from << 2;
  gw += from * rowBytes;
  memory.fill(gw, 0, inputs * rowBytes);
  if (n <= GRADIENT_PANEL) {
    outerProducts(x, xBytes, gy, gw, m, inputs, n, scratch);
    return;
  }
  const rows = chunkRows(inputs, 1048576, 128);
  const ends = scratch;
  const byRow = ends + ((inputs + 4) << 2);
  const byInput = byRow + rows * (inputs + 4) * EVENT_BYTES;
  const packed = byInput + rows * (inputs + 4) * EVENT_BYTES;
  for (let i = 0; i < m; i += rows) {
    const count = min(rows, m - i);
    const last = countByInput(x + i * xBytes, xBytes, count, inputs, ends, byRow);
    const events = (last - byRow) / EVENT_BYTES - count;
    // Regrouping reads all of gy, which pays only where its rows are used more than once.
    if (events < 2 * count) {
      outerProducts(x + i * xBytes, xBytes, gy + i * rowBytes, gw, count, inputs, n, byRow);
      continue;
    }
    const ones = areOnes(byInput, placeByInput(inputs, ends, byRow, last, byInput));
    for (let j = 0; j < n; j += GRADIENT_PANEL) {
      const columns = min(GRADIENT_PANEL, n - j);
      packColumns(gy + i * rowBytes + (j << 2), rowBytes, count, columns, packed);
      let at = byInput;
      let sums = gw + (j << 2);
      for (let input = 0; input < inputs; input++) {
        const end = load<i32>(ends + (input << 2));
        if (at < end && ones) rowSum(at, end, packed, sums, sums, columns);
        else if (at < end) rowProduct(at, end, packed, sums, sums, columns);
        at = end;
        sums += rowBytes;
      }
    }
  }
}

/** The same for an x that is mostly nonzero, as a dense product. */
export function gradWeightsDense(
  x: i32, gy: i32, gw: i32, m: i32, k: i32, n: i32, from: i32, to: i32, scratch: i32,
): void {
  const xBytes = k << 2;
  const rowBytes = n << 2;
  const inputs = to - from;
  const rows = min(m, 256);
  const columns = scratch;
  const packed = scratch + ((inputs * rows) << 2);
  x += from << 2;
  gw += from * rowBytes;
  memory.fill(gw, 0, inputs * rowBytes);
  for (let i = 0; i < m; i += rows) {
    const count = min(rows, m - i);
    transpose(x + i * xBytes, xBytes, count, inputs, columns, count << 2);
    packPanels(gy + i * rowBytes, rowBytes, count, n, packed);
    gemmPacked(columns, packed, gw, rowBytes, gw, inputs, count, n);
  }
}
