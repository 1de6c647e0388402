import { gemmPacked, packPanels } from './gemm';
import { areOnes } from './events';
import { rowProduct, rowSum } from './rowProduct';
import { imageEvents, windowEvents } from './windowEvents';

/** Output pixels whose windows are laid out side by side for a dense product. */
export const PIXEL_BLOCK: i32 = 64;

/** Writes whole vectors: up to 12 bytes past the end, which the next copy or the margin takes. */
// @ts-ignore: decorator
@inline
function copyFloats(from: i32, to: i32, n: i32): void {
  for (let i = 0; i < n; i += 4) v128.store(to + (i << 2), v128.load(from + (i << 2)));
}

// @ts-ignore: decorator
@inline
function clearFloats(to: i32, n: i32): void {
  for (let i = 0; i < n; i += 4) v128.store(to + (i << 2), f32x4.splat(0));
}

/** Lays out the windows of `count` output pixels from number `first` on: rows of kh · kw · cin. */
export function windowRows(
  x: i32, first: i32, count: i32,
  height: i32, width: i32, cin: i32, kh: i32, kw: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32, out: i32,
): void {
  const pixelBytes = cin << 2;
  const pixels = outHeight * outWidth;
  for (let p = first; p < first + count; p++) {
    const image = p / pixels;
    const within = p - image * pixels;
    const oh = within / outWidth;
    const ow = within - oh * outWidth;
    const left = ow * stride - padLeft;
    const low = max(-left, 0);
    const high = min(width - left, kw);
    for (let r = 0; r < kh; r++) {
      const ih = oh * stride - padTop + r;
      if (<u32>ih < <u32>height && low < high) {
        clearFloats(out, low * cin);
        const from = x + ((image * height + ih) * width + left + low) * pixelBytes;
        copyFloats(from, out + low * pixelBytes, (high - low) * cin);
        clearFloats(out + high * pixelBytes, (kw - high) * cin);
      } else {
        clearFloats(out, kw * cin);
      }
      out += kw * pixelBytes;
    }
  }
}

export function convForward(
  x: i32, w: i32, bias: i32, y: i32,
  images: i32, height: i32, width: i32, cin: i32, kh: i32, kw: i32, cout: i32,
  stride: i32, padTop: i32, padLeft: i32, outHeight: i32, outWidth: i32,
  scratch: i32, sparse: i32,
): void {
  const window = kh * kw * cin;
  const weightBytes = cout << 2;
  if (!sparse) {
    const rows = scratch;
    const packed = scratch + ((PIXEL_BLOCK * window + 4) << 2);
    packPanels(w, weightBytes, window, cout, packed);
    const pixels = images * outHeight * outWidth;
    for (let p = 0; p < pixels; p += PIXEL_BLOCK) {
      const count = min(PIXEL_BLOCK, pixels - p);
      windowRows(x, p, count, height, width, cin, kh, kw, stride, padTop, padLeft,
        outHeight, outWidth, rows);
      gemmPacked(rows, packed, bias, 0, y + p * weightBytes, count, window, cout);
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
        if (ones) rowSum(begin, last, w - left * pixelBytes, bias, y, cout);
        else rowProduct(begin, last, w - left * pixelBytes, bias, y, cout);
        y += weightBytes;
      }
    }
    x += (height * width * cin) << 2;
  }
}
