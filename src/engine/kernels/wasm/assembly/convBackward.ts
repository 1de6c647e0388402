import { PIXEL_BLOCK, usesEvents, windowRows } from './convForward';
import { EVENT_BYTES, extractEvents } from './events';
import { gemmPacked, packPanels, packedBytes, transpose } from './gemm';
import { storeLanes } from './partial';
import { rowProduct } from './rowProduct';
import { imageEvents, windowEvents } from './windowEvents';

/** gw[offset, n] += value · row[n] for each event: blocks of 32 columns of the row stay in registers. */
function outerProduct(events: i32, end: i32, row: i32, gw: i32, n: i32): void {
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
      v128.store(p, f32x4.add(v128.load(p), f32x4.mul(value, r0)));
      v128.store(p, f32x4.add(v128.load(p, 16), f32x4.mul(value, r1)), 16);
      v128.store(p, f32x4.add(v128.load(p, 32), f32x4.mul(value, r2)), 32);
      v128.store(p, f32x4.add(v128.load(p, 48), f32x4.mul(value, r3)), 48);
      v128.store(p, f32x4.add(v128.load(p, 64), f32x4.mul(value, r4)), 64);
      v128.store(p, f32x4.add(v128.load(p, 80), f32x4.mul(value, r5)), 80);
      v128.store(p, f32x4.add(v128.load(p, 96), f32x4.mul(value, r6)), 96);
      v128.store(p, f32x4.add(v128.load(p, 112), f32x4.mul(value, r7)), 112);
    }
  }
  for (; j < n; j += 4) {
    const part = v128.load(row + (j << 2));
    const base = gw + (j << 2);
    for (let e = events; e < end; e += EVENT_BYTES) {
      const p = base + load<i32>(e, 4);
      const sum = f32x4.add(v128.load(p), f32x4.mul(v128.load_splat<f32>(e), part));
      storeLanes(p, sum, n - j);
    }
  }
}

export function convGradWeights(
  x: i32, gy: i32, gw: i32,
  images: i32, height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32,
  scratch: i32, path: i32,
): void {
  const window = kh * kw * cin;
  const weightBytes = cout << 2;
  if (!usesEvents(path, x, images * height, width * cin)) {
    const rows = scratch;
    const columns = rows + ((PIXEL_BLOCK * window + 4) << 2);
    const packed = columns + ((PIXEL_BLOCK * window) << 2);
    const pixels = images * outHeight * outWidth;
    for (let p = 0; p < pixels; p += PIXEL_BLOCK) {
      const count = min(PIXEL_BLOCK, pixels - p);
      windowRows(x, p, count, height, width, cin, kh, kw, stride, padTop, padLeft,
        outHeight, outWidth, rows);
      transpose(rows, count, window, columns);
      packPanels(gy + p * weightBytes, count, cout, packed);
      gemmPacked(columns, packed, gw, weightBytes, gw, window, count, cout);
    }
    return;
  }
  const columns = scratch;
  const starts = columns + ((width + 1) << 2);
  const merged = starts + ((height * (width + 1)) << 2);
  const lists = merged + ((kh * width * cin + 4) << 3);
  const pixelBytes = cin * weightBytes;
  for (let image = 0; image < images; image++) {
    imageEvents(x, height, width, cin, weightBytes, starts, lists);
    for (let oh = 0; oh < outHeight; oh++) {
      windowEvents(oh * stride - padTop, height, width, kh, kw * pixelBytes, starts, columns, merged);
      for (let ow = 0; ow < outWidth; ow++) {
        const left = ow * stride - padLeft;
        const low = max(left, 0);
        const high = max(min(left + kw, width), low);
        const begin = load<i32>(columns + (low << 2));
        const end = load<i32>(columns + (high << 2));
        outerProduct(begin, end, gy, gw - left * pixelBytes, cout);
        gy += weightBytes;
      }
    }
    x += (height * width * cin) << 2;
  }
}

// @ts-ignore: decorator
@inline
function addFloats(from: i32, to: i32, n: i32): void {
  for (let i = 0; i < n; i += 4) {
    const at = to + (i << 2);
    storeLanes(at, f32x4.add(v128.load(at), v128.load(from + (i << 2))), n - i);
  }
}

/**
 * One image's gradient from the nonzero entries of its gy. `turned[kh, cout, kw · cin]` holds the
 * weights of a kernel row together, which stay in the first-level cache while all pixels use them.
 */
function scatterImage(
  gy: i32, turned: i32, gx: i32,
  height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32, starts: i32, lists: i32,
): void {
  const pixelBytes = cin << 2;
  const segmentBytes = kw * pixelBytes;
  const pixels = outHeight * outWidth;
  let at = lists;
  for (let p = 0; p < pixels; p++) {
    store<i32>(starts + (p << 2), at);
    at = extractEvents(gy + ((p * cout) << 2), cout, segmentBytes, at);
  }
  store<i32>(starts + (pixels << 2), at);
  for (let r = 0; r < kh; r++) {
    let start = starts;
    const weights = turned + r * cout * segmentBytes;
    for (let oh = 0; oh < outHeight; oh++) {
      const ih = oh * stride - padTop + r;
      for (let ow = 0; ow < outWidth; ow++) {
        const begin = load<i32>(start);
        const end = load<i32>(start, 4);
        start += 4;
        if (begin == end || <u32>ih >= <u32>height) continue;
        const left = ow * stride - padLeft;
        const low = max(-left, 0);
        const to = gx + (ih * width + left + low) * pixelBytes;
        const n = (min(width - left, kw) - low) * cin;
        rowProduct(begin, end, weights + low * pixelBytes, to, to, n);
      }
    }
  }
}

export function convGradInput(
  gy: i32, w: i32, gx: i32,
  images: i32, height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32,
  scratch: i32, path: i32,
): void {
  const segment = kw * cin;
  const window = kh * segment;
  const weightBytes = cout << 2;
  const pixelBytes = cin << 2;
  const pixels = outHeight * outWidth;
  const imageBytes = height * width * pixelBytes;
  const turned = scratch;
  const work = turned + ((cout * window) << 2);
  memory.fill(gx, 0, images * imageBytes);
  if (usesEvents(path, gy, images * pixels, cout)) {
    for (let r = 0; r < kh; r++) {
      const rowBytes = (r * segment * cout) << 2;
      transpose(w + rowBytes, segment, cout, turned + rowBytes);
    }
    const lists = work + ((pixels + 1) << 2);
    for (let image = 0; image < images; image++) {
      scatterImage(gy, turned, gx, height, width, cin, kh, kw, cout, stride, padTop, padLeft,
        outHeight, outWidth, work, lists);
      gy += pixels * weightBytes;
      gx += imageBytes;
    }
    return;
  }
  transpose(w, window, cout, turned);
  packPanels(turned, cout, window, work);
  const rows = work + packedBytes(cout, window);
  const all = images * pixels;
  for (let block = 0; block < all; block += PIXEL_BLOCK) {
    const count = min(PIXEL_BLOCK, all - block);
    gemmPacked(gy + block * weightBytes, work, 0, 0, rows, count, cout, window);
    for (let p = block; p < block + count; p++) {
      const image = p / pixels;
      const within = p - image * pixels;
      const oh = within / outWidth;
      const left = (within - oh * outWidth) * stride - padLeft;
      const low = max(-left, 0);
      const n = (min(width - left, kw) - low) * cin;
      for (let r = 0; r < kh; r++) {
        const ih = oh * stride - padTop + r;
        if (<u32>ih >= <u32>height) continue;
        const to = gx + image * imageBytes + (ih * width + left + low) * pixelBytes;
        addFloats(rows + (((p - block) * window) << 2) + (r * kw + low) * pixelBytes, to, n);
      }
    }
  }
}
