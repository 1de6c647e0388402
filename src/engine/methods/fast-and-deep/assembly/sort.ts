/** Largest part that is sorted by insertion. */
const SHORT: i32 = 24;

/**
 * Sorts the indices `order[0 … n)` by `keys[index]` (finite), equal keys by index; the indices come in
 * ascending order. Returns the buffer that holds the result.
 *
 * Keys are spread over as many bins as there are keys, in linear time; what is left to do inside the
 * bins is little unless keys crowd, and then they are merged.
 * @param order i32, n
 * @param spare i32, n
 * @param bins i32, n + 1
 */
export function sortByKey(keys: i32, order: i32, spare: i32, n: i32, bins: i32): i32 {
  if (n <= SHORT) {
    insertionSort(keys, order, 0, n);
    return order;
  }
  let low = load<f64>(keys + (load<i32>(order) << 3));
  let high = low;
  for (let i = 1; i < n; i++) {
    const key = load<f64>(keys + (load<i32>(order + (i << 2)) << 3));
    low = min(low, key);
    high = max(high, key);
  }
  const scale = high > low ? (f64(n) - 0.5) / (high - low) : 0;
  memory.fill(bins, 0, (n + 1) << 2);
  for (let i = 0; i < n; i++) {
    const cell = bins + 4 + binOf(keys, load<i32>(order + (i << 2)), low, scale, n);
    store<i32>(cell, load<i32>(cell) + 1);
  }
  let crowded = false;
  for (let bin = 0, at = 0; bin <= n; bin++) {
    const count = load<i32>(bins + (bin << 2));
    crowded = crowded || count > SHORT;
    at += count;
    store<i32>(bins + (bin << 2), at);
  }
  for (let i = 0; i < n; i++) {
    const index = load<i32>(order + (i << 2));
    const cell = bins + binOf(keys, index, low, scale, n);
    const at = load<i32>(cell);
    store<i32>(spare + (at << 2), index);
    store<i32>(cell, at + 1);
  }
  if (crowded) return mergeSort(keys, spare, order, n);
  insertionSort(keys, spare, 0, n);
  return spare;
}

/** Byte offset of the bin of a key. */
// @ts-ignore: decorator
@inline
function binOf(keys: i32, index: i32, low: f64, scale: f64, n: i32): i32 {
  return min(i32((load<f64>(keys + (index << 3)) - low) * scale), n - 1) << 2;
}

function insertionSort(keys: i32, order: i32, start: i32, end: i32): void {
  const first = order + (start << 2);
  for (let i = start + 1; i < end; i++) {
    const index = load<i32>(order + (i << 2));
    const key = load<f64>(keys + (index << 3));
    let at = order + (i << 2);
    while (at > first && load<f64>(keys + (load<i32>(at - 4) << 3)) > key) {
      store<i32>(at, load<i32>(at - 4));
      at -= 4;
    }
    store<i32>(at, index);
  }
}

/** Runs by insertion, then merged from one buffer into the other. */
function mergeSort(keys: i32, order: i32, spare: i32, n: i32): i32 {
  for (let start = 0; start < n; start += SHORT) {
    insertionSort(keys, order, start, min(start + SHORT, n));
  }
  let from = order;
  let to = spare;
  for (let width = SHORT; width < n; width <<= 1) {
    for (let start = 0; start < n; start += width << 1) {
      merge(keys, from, to, start, min(start + width, n), min(start + (width << 1), n));
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

function merge(keys: i32, from: i32, to: i32, start: i32, middle: i32, end: i32): void {
  let left = from + (start << 2);
  let right = from + (middle << 2);
  const leftEnd = right;
  const rightEnd = from + (end << 2);
  let at = to + (start << 2);
  // Parts that are in order already, such as equal keys, are copied.
  const isOrdered =
    left == leftEnd ||
    right == rightEnd ||
    load<f64>(keys + (load<i32>(leftEnd - 4) << 3)) <= load<f64>(keys + (load<i32>(right) << 3));
  while (!isOrdered && left < leftEnd && right < rightEnd) {
    const l = load<i32>(left);
    const r = load<i32>(right);
    if (load<f64>(keys + (r << 3)) < load<f64>(keys + (l << 3))) {
      store<i32>(at, r);
      right += 4;
    } else {
      store<i32>(at, l);
      left += 4;
    }
    at += 4;
  }
  memory.copy(at, left, leftEnd - left);
  memory.copy(at + (leftEnd - left), right, rightEnd - right);
}
