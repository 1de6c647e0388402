/** Length of the runs that are sorted by insertion before runs are merged. */
const RUN: i32 = 8;

/**
 * Sorts the indices `order[0 … n)` by `keys[index]`, equal keys keeping their order: insertion sort of
 * short runs, then merging from one buffer into the other. Returns the buffer that holds the result.
 * @param order i32, n
 * @param spare i32, n
 */
export function sortByKey(keys: i32, order: i32, spare: i32, n: i32): i32 {
  for (let start = 0; start < n; start += RUN) {
    const end = min(start + RUN, n);
    for (let i = start + 1; i < end; i++) {
      const index = load<i32>(order + (i << 2));
      const key = load<f64>(keys + (index << 3));
      let at = order + (i << 2);
      const first = order + (start << 2);
      while (at > first && load<f64>(keys + (load<i32>(at - 4) << 3)) > key) {
        store<i32>(at, load<i32>(at - 4));
        at -= 4;
      }
      store<i32>(at, index);
    }
  }
  let from = order;
  let to = spare;
  for (let width = RUN; width < n; width <<= 1) {
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
  while (left < leftEnd && right < rightEnd) {
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
