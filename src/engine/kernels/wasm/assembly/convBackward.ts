import { PIXEL_BLOCK, usesEvents, windowRows } from './convForward';
import { EVENT_BYTES, extractEvents } from './events';
import { gemmPacked, packPanels, packedBytes, transpose } from './gemm';
import { storeLanes } from './partial';
import { rowProduct } from './rowProduct';

/** Sorts an image's events by channel into lists of fixed capacity; offsets become ih · 2¹⁶ + iw. */
function eventsByChannel(
  x: i32, height: i32, width: i32, cin: i32, ends: i32, lists: i32, row: i32,
): void {
  const capacity = height * width * EVENT_BYTES;
  for (let c = 0; c < cin; c++) store<i32>(ends + (c << 2), lists + c * capacity);
  for (let ih = 0; ih < height; ih++) {
    const end = extractEvents(x, width * cin, 1, row);
    let iw = 0;
    let pixel = 0;
    for (let e = row; e < end; e += EVENT_BYTES) {
      const index = load<i32>(e, 4);
      while (index - pixel >= cin) {
        pixel += cin;
        iw++;
      }
      const cell = ends + ((index - pixel) << 2);
      const to = load<i32>(cell);
      store<f32>(to, load<f32>(e));
      store<i32>(to, (ih << 16) + iw, 4);
      store<i32>(cell, to + EVENT_BYTES);
    }
    x += (width * cin) << 2;
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
  const ends = scratch;
  const reached = ends + (cin << 2);
  const row = reached + (height * width + 1) * EVENT_BYTES;
  const lists = row + (width * cin + 4) * EVENT_BYTES;
  const capacity = height * width * EVENT_BYTES;
  for (let image = 0; image < images; image++) {
    eventsByChannel(x, height, width, cin, ends, lists, row);
    for (let c = 0; c < cin; c++) {
      const begin = lists + c * capacity;
      const end = load<i32>(ends + (c << 2));
      if (begin == end) continue;
      for (let r = 0; r < kh; r++) {
        for (let q = 0; q < kw; q++) {
          let at = reached;
          for (let e = begin; e < end; e += EVENT_BYTES) {
            const place = load<i32>(e, 4);
            let oh = (place >> 16) + padTop - r;
            let ow = (place & 0xffff) + padLeft - q;
            let fits = i32(true);
            if (stride > 1) {
              fits = i32(oh % stride == 0) & i32(ow % stride == 0) & i32((oh | ow) >= 0);
              oh /= stride;
              ow /= stride;
            }
            fits &= i32(<u32>oh < <u32>outHeight) & i32(<u32>ow < <u32>outWidth);
            store<f32>(at, load<f32>(e));
            store<i32>(at, (oh * outWidth + ow) * weightBytes, 4);
            at += fits << 3;
          }
          const to = gw + ((r * kw + q) * cin + c) * weightBytes;
          if (at > reached) rowProduct(reached, at, gy, to, to, cout);
        }
      }
    }
    x += (height * width * cin) << 2;
    gy += outHeight * outWidth * weightBytes;
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

export function convGradInput(
  gy: i32, w: i32, gx: i32,
  images: i32, height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32,
  scratch: i32, path: i32,
): void {
  const window = kh * kw * cin;
  const windowBytes = window << 2;
  const weightBytes = cout << 2;
  const pixelBytes = cin << 2;
  const pixels = outHeight * outWidth;
  const imageBytes = height * width * pixelBytes;
  const sparse = usesEvents(path, gy, images * pixels, cout);
  const turned = scratch;
  const work = turned + cout * windowBytes;
  const rows = work + packedBytes(cout, window);
  transpose(w, window, cout, turned);
  if (!sparse) packPanels(turned, cout, window, work);
  memory.fill(gx, 0, images * imageBytes);
  const all = images * pixels;
  for (let block = 0; block < all; block += PIXEL_BLOCK) {
    const count = min(PIXEL_BLOCK, all - block);
    if (!sparse) gemmPacked(gy + block * weightBytes, work, 0, 0, rows, count, cout, window);
    for (let p = block; p < block + count; p++) {
      let end = work;
      if (sparse) {
        end = extractEvents(gy + p * weightBytes, cout, windowBytes, work);
        if (end == work) continue;
      }
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
        const from = (r * kw + low) * pixelBytes;
        if (sparse) rowProduct(work, end, turned + from, to, to, n);
        else addFloats(rows + (p - block) * windowBytes + from, to, n);
      }
    }
  }
}
