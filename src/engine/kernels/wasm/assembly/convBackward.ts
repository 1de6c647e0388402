import { PIXEL_BLOCK, windowRows } from './convForward';
import { areOnes, extractEvents } from './events';
import { gemmPacked, packPanels, packedBytes, transpose } from './gemm';
import { addOuterProduct, addOuterSum } from './outerProduct';
import { storeLanes } from './partial';
import { rowProduct } from './rowProduct';
import { imageEvents, windowEvents } from './windowEvents';

/** gw := its gradient; each sum runs over images and pixels in order. */
export function convGradWeights(
  x: i32, gy: i32, gw: i32,
  images: i32, height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32,
  scratch: i32, sparse: i32,
): void {
  const window = kh * kw * cin;
  const weightBytes = cout << 2;
  memory.fill(gw, 0, window * weightBytes);
  if (!sparse) {
    const rows = scratch;
    const columns = rows + ((PIXEL_BLOCK * window + 4) << 2);
    const packed = columns + ((PIXEL_BLOCK * window) << 2);
    const pixels = images * outHeight * outWidth;
    for (let p = 0; p < pixels; p += PIXEL_BLOCK) {
      const count = min(PIXEL_BLOCK, pixels - p);
      windowRows(x, p, count, height, width, cin, kh, kw, stride, padTop, padLeft,
        outHeight, outWidth, rows);
      transpose(rows, window << 2, count, window, columns, count << 2);
      packPanels(gy + p * weightBytes, weightBytes, count, cout, packed);
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
    const end = imageEvents(x, height, width, cin, weightBytes, starts, lists);
    const ones = areOnes(lists, end);
    for (let oh = 0; oh < outHeight; oh++) {
      windowEvents(oh * stride - padTop, height, width, kh, kw * pixelBytes, starts, columns, merged);
      for (let ow = 0; ow < outWidth; ow++) {
        const left = ow * stride - padLeft;
        const low = max(left, 0);
        const high = max(min(left + kw, width), low);
        const begin = load<i32>(columns + (low << 2));
        const last = load<i32>(columns + (high << 2));
        if (ones) addOuterSum(begin, last, gy, gw - left * pixelBytes, cout);
        else addOuterProduct(begin, last, gy, gw - left * pixelBytes, cout);
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
  scratch: i32, sparse: i32,
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
  if (sparse) {
    for (let r = 0; r < kh; r++) {
      const rowBytes = (r * segment * cout) << 2;
      transpose(w + rowBytes, weightBytes, segment, cout, turned + rowBytes, segment << 2);
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
  transpose(w, weightBytes, window, cout, turned, window << 2);
  packPanels(turned, window << 2, cout, window, work);
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
