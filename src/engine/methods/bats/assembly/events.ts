import { Events, Spikes } from './layout';

/** Appends the spikes whose neuron has a place among the layer's inputs; `map` −1 drops one. */
export function gather(from: Spikes, map: i32, withErrors: i32, into: Events): void {
  let count = into.count;
  for (let s = 0; s < from.count; s++) {
    const input = load<i32>(map + (load<i32>(from.neuron + (s << 2)) << 2));
    if (input < 0) continue;
    store<f64>(into.time + (count << 3), load<f64>(from.time + (s << 3)));
    store<i32>(into.input + (count << 2), input);
    store<i32>(into.error + (count << 2), withErrors ? from.error + (s << 3) : 0);
    count++;
  }
  into.count = count;
}

/** By time, equal times in the order they came: into as many buckets as events, then by insertion. */
export function sortEvents(events: Events): void {
  const n = events.count;
  if (n < 2) return;
  let first: f64 = Infinity;
  let last: f64 = -Infinity;
  for (let i = 0; i < n; i++) {
    const time = load<f64>(events.time + (i << 3));
    first = min(first, time);
    last = max(last, time);
  }
  if (first == last) return;
  const scale = f64(n - 1) / (last - first);
  memory.fill(events.bucket, 0, (n + 1) << 2);
  for (let i = 0; i < n; i++) {
    const bucket = i32((load<f64>(events.time + (i << 3)) - first) * scale);
    store<i32>(events.place + (i << 2), bucket);
    const at = events.bucket + ((bucket + 1) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  for (let k = 0, sum = 0; k < n; k++) {
    sum += load<i32>(events.bucket + (k << 2));
    store<i32>(events.bucket + (k << 2), sum);
  }
  for (let i = 0; i < n; i++) {
    const at = events.bucket + (load<i32>(events.place + (i << 2)) << 2);
    const place = load<i32>(at);
    store<i32>(at, place + 1);
    move(events.time, events.input, events.error, i, events.spareTime, events.spareInput, events.spareError, place);
  }
  insert(events.spareTime, events.spareInput, events.spareError, n);
  swap(events);
}

/** Sorts what is nearly in order. */
function insert(time: i32, input: i32, error: i32, n: i32): void {
  for (let i = 1; i < n; i++) {
    const own = load<f64>(time + (i << 3));
    if (load<f64>(time + ((i - 1) << 3)) <= own) continue;
    const ownInput = load<i32>(input + (i << 2));
    const ownError = load<i32>(error + (i << 2));
    let at = i;
    for (; at > 0 && load<f64>(time + ((at - 1) << 3)) > own; at--)
      move(time, input, error, at - 1, time, input, error, at);
    store<f64>(time + (at << 3), own);
    store<i32>(input + (at << 2), ownInput);
    store<i32>(error + (at << 2), ownError);
  }
}

// @ts-ignore: decorator
@inline
function move(
  time: i32, input: i32, error: i32, from: i32,
  toTime: i32, toInput: i32, toError: i32, to: i32,
): void {
  store<f64>(toTime + (to << 3), load<f64>(time + (from << 3)));
  store<i32>(toInput + (to << 2), load<i32>(input + (from << 2)));
  store<i32>(toError + (to << 2), load<i32>(error + (from << 2)));
}

function swap(events: Events): void {
  const time = events.time;
  const input = events.input;
  const error = events.error;
  events.time = events.spareTime;
  events.input = events.spareInput;
  events.error = events.spareError;
  events.spareTime = time;
  events.spareInput = input;
  events.spareError = error;
}
