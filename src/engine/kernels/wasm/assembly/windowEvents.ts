import { EVENT_BYTES, extractEvents } from './events';

/**
 * Events of one image, row by row, their offsets counted from the row's start in units of weight
 * rows; `starts[ih, 0..width]` addresses where each pixel's events begin. Returns the end of the list.
 */
export function imageEvents(
  x: i32, height: i32, width: i32, cin: i32, weightBytes: i32, starts: i32, lists: i32,
): i32 {
  const pixelBytes = cin * weightBytes;
  for (let ih = 0; ih < height; ih++) {
    const end = extractEvents(x, width * cin, weightBytes, lists);
    let limit = 0;
    for (let iw = 0; iw < width; iw++) {
      store<i32>(starts, lists);
      starts += 4;
      limit += pixelBytes;
      while (lists < end && load<i32>(lists, 4) < limit) lists += EVENT_BYTES;
    }
    store<i32>(starts, end);
    starts += 4;
    x += (width * cin) << 2;
  }
  return lists;
}

/**
 * Events of the `kh` image rows from `top` on, column by column, so that any window across them is
 * one stretch: events of image columns low … high − 1 run from columns[low] to columns[high]. The
 * weight row of an event is its offset, with that of the window's first column taken off.
 */
export function windowEvents(
  top: i32, height: i32, width: i32, kh: i32, kernelRowBytes: i32,
  starts: i32, columns: i32, out: i32,
): void {
  const first = max(-top, 0);
  const last = min(height - top, kh);
  const rowBytes = (width + 1) << 2;
  for (let iw = 0; iw < width; iw++) {
    store<i32>(columns + (iw << 2), out);
    let pixel = starts + (top + first) * rowBytes + (iw << 2);
    for (let r = first; r < last; r++) {
      const from = load<i32>(pixel);
      const bytes = load<i32>(pixel, 4) - from;
      // The offset is the upper half of an event. Two at a time, the first four without asking.
      const shift = i64x2.splat(i64(r * kernelRowBytes) << 32);
      v128.store(out, i64x2.add(v128.load(from), shift));
      v128.store(out, i64x2.add(v128.load(from, 16), shift), 16);
      for (let i = 32; i < bytes; i += 16) {
        v128.store(out + i, i64x2.add(v128.load(from + i), shift));
      }
      out += bytes;
      pixel += rowBytes;
    }
  }
  store<i32>(columns + (width << 2), out);
}
