/** An event is eight bytes: its value (f32), then the byte offset of the row it selects (i32). */
export const EVENT_BYTES: i32 = 8;

/**
 * Lists the nonzero entries of `x[n]` as events with offset `index · strideBytes`, in order.
 * Returns the end of the list. Writes without branching on single lanes: a wrong guess costs more
 * than three idle stores, so `out` needs room for n + 3 events.
 */
export function extractEvents(x: i32, n: i32, strideBytes: i32, out: i32): i32 {
  const whole = n & ~3;
  const zero = f32x4.splat(0);
  let at = x;
  let offset = 0;
  for (let i = 0; i < whole; i += 4) {
    const value = v128.load(at);
    const active = i32x4.bitmask(f32x4.ne(value, zero));
    if (active) {
      v128.store32_lane(out, value, 0);
      store<i32>(out, offset, 4);
      out += (active & 1) << 3;
      v128.store32_lane(out, value, 1);
      store<i32>(out, offset + strideBytes, 4);
      out += (active & 2) << 2;
      v128.store32_lane(out, value, 2);
      store<i32>(out, offset + 2 * strideBytes, 4);
      out += (active & 4) << 1;
      v128.store32_lane(out, value, 3);
      store<i32>(out, offset + 3 * strideBytes, 4);
      out += active & 8;
    }
    at += 16;
    offset += 4 * strideBytes;
  }
  for (let i = whole; i < n; i++) {
    const value = load<f32>(at);
    if (value != 0) {
      store<f32>(out, value);
      store<i32>(out, offset, 4);
      out += EVENT_BYTES;
    }
    at += 4;
    offset += strideBytes;
  }
  return out;
}

/** Share of nonzero entries of `x[rows, n]`, in at most 64 rows spread evenly over it. */
export function measureDensity(x: i32, rows: i32, n: i32): f32 {
  const step = max((rows + 63) >> 6, 1);
  const zero = f32x4.splat(0);
  let seen = 0;
  let active = 0;
  for (let row = 0; row < rows; row += step) {
    let at = x + ((row * n) << 2);
    const end = at + (n << 2);
    let count = i32x4.splat(0);
    for (; at + 16 <= end; at += 16) {
      count = i32x4.sub(count, f32x4.ne(v128.load(at), zero));
    }
    active +=
      i32x4.extract_lane(count, 0) +
      i32x4.extract_lane(count, 1) +
      i32x4.extract_lane(count, 2) +
      i32x4.extract_lane(count, 3);
    for (; at < end; at += 4) active += i32(load<f32>(at) != 0);
    seen += n;
  }
  return seen ? f32(active) / f32(seen) : 0;
}
