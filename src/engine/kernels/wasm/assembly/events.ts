/** An event is eight bytes: its value (f32), then the byte offset of the row it selects (i32). */
export const EVENT_BYTES: i32 = 8;

/** The value of an event in all lanes; `ones` where all are known to be 1. */
// @ts-ignore: decorator
@inline
export function valueOf(event: i32, ones: bool): v128 {
  return ones ? f32x4.splat(1) : v128.load_splat<f32>(event);
}

/** Writes four entries one over the other, keeping the active ones; returns the new end. */
// @ts-ignore: decorator
@inline
function extractFour(value: v128, offsets: v128, out: i32): i32 {
  const active = i32x4.bitmask(f32x4.ne(value, f32x4.splat(0)));
  const low = v128.shuffle<f32>(value, offsets, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(value, offsets, 2, 6, 3, 7);
  v128.store64_lane(out, low, 0);
  out += (active & 1) << 3;
  v128.store64_lane(out, low, 1);
  out += (active & 2) << 2;
  v128.store64_lane(out, high, 0);
  out += (active & 4) << 1;
  v128.store64_lane(out, high, 1);
  return out + (active & 8);
}

/**
 * Lists the nonzero entries of `x[n]` as events with offset `index · strideBytes`, in order.
 * Returns the end of the list. Entries are written without asking, and the end moves on only past
 * active ones: a wrongly predicted branch costs more than idle stores. So `out` needs room for n + 4.
 */
export function extractEvents(x: i32, n: i32, strideBytes: i32, out: i32): i32 {
  const step = i32x4.splat(4 * strideBytes);
  let offsets = i32x4.mul(i32x4.splat(strideBytes), i32x4(0, 1, 2, 3));
  let at = x;
  const end = x + (n << 2);
  for (; at + 64 <= end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    // -0 counts as active here and is left out below.
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      out = extractFour(a, offsets, out);
      offsets = i32x4.add(offsets, step);
      out = extractFour(b, offsets, out);
      offsets = i32x4.add(offsets, step);
      out = extractFour(c, offsets, out);
      offsets = i32x4.add(offsets, step);
      out = extractFour(d, offsets, out);
      offsets = i32x4.add(offsets, step);
    } else {
      offsets = i32x4.add(offsets, i32x4.shl(step, 2));
    }
  }
  for (; at + 16 <= end; at += 16) {
    out = extractFour(v128.load(at), offsets, out);
    offsets = i32x4.add(offsets, step);
  }
  let offset = i32x4.extract_lane(offsets, 0);
  for (; at < end; at += 4) {
    const value = load<f32>(at);
    store<f32>(out, value);
    store<i32>(out, offset, 4);
    out += i32(value != 0) << 3;
    offset += strideBytes;
  }
  return out;
}

/** Whether all events of a list have the value 1, as spikes do. */
export function areOnes(events: i32, end: i32): bool {
  const one = f32x4.splat(1);
  let all = i32x4.splat(-1);
  let at = events;
  // Two at a time; the lanes of offsets are not looked at.
  for (; at + 16 <= end; at += 16) all = v128.and(all, f32x4.eq(v128.load(at), one));
  if (at < end && load<f32>(at) != 1) return false;
  return (i32x4.bitmask(all) & 5) == 5;
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
