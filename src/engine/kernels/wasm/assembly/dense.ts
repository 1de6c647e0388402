import { EVENT_BYTES, extractEvents, measureDensity } from './events';
import { gemmPacked, packPanels, packedBytes, transpose } from './gemm';
import { rowProduct } from './rowProduct';

/** Ways to a product: let the measured density decide, or force one (tests, benchmarks). */
const EVENTS: i32 = 1;
const DENSE: i32 = 2;

/** Below this share of nonzero inputs the event lists win. */
const EVENT_DENSITY: f32 = 0.4;

/** Bytes of a row of 32 packed columns. */
const PACKED_ROW: i32 = 128;

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

export function denseForward(
  x: i32, w: i32, bias: i32, y: i32, m: i32, k: i32, n: i32, scratch: i32, path: i32,
): void {
  const sparse = path == EVENTS || (path != DENSE && measureDensity(x, m, k) < EVENT_DENSITY);
  if (!sparse) {
    packPanels(w, k, n, scratch);
    gemmPacked(x, scratch, bias, 0, y, m, k, n);
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
    for (let j = 0; j < n; j += panel) {
      const columns = min(panel, n - j);
      const offset = j << 2;
      let events = lists;
      for (let r = 0; r < count; r++) {
        const end = load<i32>(ends + (r << 2));
        rowProduct(events, end, w + offset, bias ? bias + offset : 0, y + (i + r) * rowBytes + offset, columns);
        events = end;
      }
    }
  }
}

/** Few columns: add each row's outer product directly; regrouping the events would cost more. */
function outerProducts(x: i32, gy: i32, gw: i32, m: i32, k: i32, n: i32, list: i32): void {
  const rowBytes = n << 2;
  const whole = n & ~3;
  const left = n - whole;
  for (let i = 0; i < m; i++) {
    const end = extractEvents(x + ((i * k) << 2), k, rowBytes, list);
    const row = gy + i * rowBytes;
    for (let e = list; e < end; e += EVENT_BYTES) {
      const value = load<f32>(e);
      const to = gw + load<i32>(e, 4);
      const values = f32x4.splat(value);
      for (let j = 0; j < whole; j += 4) {
        const p = to + (j << 2);
        v128.store(p, f32x4.add(v128.load(p), f32x4.mul(values, v128.load(row + (j << 2)))));
      }
      for (let j = whole; j < whole + left; j++) {
        const p = to + (j << 2);
        store<f32>(p, load<f32>(p) + value * load<f32>(row + (j << 2)));
      }
    }
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
 * loaded and stored once for all of them. Offsets become row · PACKED_ROW. Fills ends[k].
 */
function groupByInput(x: i32, count: i32, k: i32, ends: i32, byRow: i32, byInput: i32): void {
  memory.fill(ends, 0, k << 2);
  // First pass: extract with offset index · 4, which addresses the histogram directly.
  let at = byRow;
  for (let r = 0; r < count; r++) {
    const begin = at;
    at = extractEvents(x + ((r * k) << 2), k, 4, at);
    for (let e = begin; e < at; e += EVENT_BYTES) {
      const cell = ends + load<i32>(e, 4);
      store<i32>(cell, load<i32>(cell) + EVENT_BYTES);
    }
    // A row's end is kept after its events: an event with value 0, which no list contains.
    store<f32>(at, 0);
    at += EVENT_BYTES;
  }
  let next = byInput;
  for (let i = 0; i < k; i++) {
    const cell = ends + (i << 2);
    const length = load<i32>(cell);
    store<i32>(cell, next);
    next += length;
  }
  let offset = 0;
  for (let e = byRow; e < at; e += EVENT_BYTES) {
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
}

export function denseGradWeights(
  x: i32, gy: i32, gw: i32, m: i32, k: i32, n: i32, scratch: i32, path: i32,
): void {
  const sparse = path == EVENTS || (path != DENSE && measureDensity(x, m, k) < EVENT_DENSITY);
  const rowBytes = n << 2;
  if (!sparse) {
    const rows = min(m, 256);
    const columns = scratch;
    const packed = scratch + ((k * rows) << 2);
    for (let i = 0; i < m; i += rows) {
      const count = min(rows, m - i);
      transpose(x + ((i * k) << 2), count, k, columns);
      packPanels(gy + i * rowBytes, count, n, packed);
      gemmPacked(columns, packed, gw, rowBytes, gw, k, count, n);
    }
    return;
  }
  if (n <= 32) {
    outerProducts(x, gy, gw, m, k, n, scratch);
    return;
  }
  const rows = chunkRows(k, 1048576, 128);
  const ends = scratch;
  const byRow = ends + ((k + 4) << 2);
  const byInput = byRow + rows * (k + 4) * EVENT_BYTES;
  const packed = byInput + rows * (k + 4) * EVENT_BYTES;
  const panel = 32;
  for (let i = 0; i < m; i += rows) {
    const count = min(rows, m - i);
    groupByInput(x + ((i * k) << 2), count, k, ends, byRow, byInput);
    const from = gy + i * rowBytes;
    for (let j = 0; j < n; j += panel) {
      const columns = min(panel, n - j);
      packColumns(from + (j << 2), rowBytes, count, columns, packed);
      let events = byInput;
      let to = gw + (j << 2);
      for (let input = 0; input < k; input++) {
        const end = load<i32>(ends + (input << 2));
        if (events < end) rowProduct(events, end, packed, to, to, columns);
        events = end;
        to += rowBytes;
      }
    }
  }
}

export function denseGradInput(
  gy: i32, w: i32, gx: i32, m: i32, k: i32, n: i32, scratch: i32, path: i32,
): void {
  transpose(w, k, n, scratch);
  denseForward(gy, scratch, 0, gx, m, n, k, scratch + ((k * n) << 2), path);
}
