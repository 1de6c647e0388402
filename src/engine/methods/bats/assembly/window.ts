import { Layer } from './layout';
import { expDecay, log } from './math';

/** As in the reference: crossings with x below this share of b have no derivative worth the name. */
const TANGENT_RATIO: f64 = 1e-9;

/** Lets a group of neurons run to `time`, then adds a row of weights (−1: none). */
export function advance(layer: Layer, group: i32, time: f64, event: i32, row: i32): void {
  const lastAt = layer.last + (group << 3);
  const last = load<f64>(lastAt);
  store<f64>(lastAt, time);
  const y = time == last ? 1.0 : expDecay((last - time) / layer.tau);
  const first = group * layer.width;

  const windows = layer.windows;
  const at = windows.count << 2;
  windows.count += 1;
  store<i32>(windows.group + at, first);
  store<i32>(windows.event + at, event);
  store<i32>(windows.row + at, row);
  store<i32>(windows.spikes + at, layer.spikes.count);
  store<f64>(windows.decay + (at << 1), y);

  const a = layer.a + (first << 3);
  const b = layer.b + (first << 3);
  const bytes = layer.width << 3;
  // At the end of time it does not matter any more what is added.
  const weights = layer.weights + max(row, 0) * bytes;
  if (y != 1.0) run(layer, first, a, b, bytes, weights, last, time, y);
  else add(a, b, weights, bytes);
}

function add(a: i32, b: i32, weights: i32, bytes: i32): void {
  for (let o = 0; o < bytes; o += 16) {
    const w = v128.load(weights + o);
    v128.store(a + o, f64x2.add(v128.load(a + o), w));
    v128.store(b + o, f64x2.add(v128.load(b + o), w));
  }
}

/**
 * Membranes of a group from `last` to `time`, when a row of weights is added.
 *
 * A membrane that began below the threshold can only cross it with a, b > 0, and then u/τ = b·y − a·y²
 * stays below b − a·y², y at the end of the window. Windows are short against τ, so this one comparison
 * leaves few neurons to look at closely.
 */
function run(
  layer: Layer, first: i32, a: i32, b: i32, bytes: i32, weights: i32, last: f64, time: f64, y: f64,
): void {
  const y1 = f64x2.splat(y);
  const y2 = f64x2.splat(y * y);
  const c = f64x2.splat(layer.c);
  for (let o = 0; o < bytes; o += 32) {
    const bLow = v128.load(b + o);
    const bHigh = v128.load(b + o, 16);
    const aLow = f64x2.mul(v128.load(a + o), y2);
    const aHigh = f64x2.mul(v128.load(a + o, 16), y2);
    const near = v128.or(
      f64x2.ge(f64x2.sub(bLow, aLow), c),
      f64x2.ge(f64x2.sub(bHigh, aHigh), c),
    );
    if (v128.any_true(near)) {
      fireFour(layer, first + (o >> 3), a + o, b + o, last, time, y);
      add(a + o, b + o, weights + o, 32);
      continue;
    }
    const wLow = v128.load(weights + o);
    const wHigh = v128.load(weights + o, 16);
    v128.store(a + o, f64x2.add(aLow, wLow));
    v128.store(a + o, f64x2.add(aHigh, wHigh), 16);
    v128.store(b + o, f64x2.add(f64x2.mul(bLow, y1), wLow));
    v128.store(b + o, f64x2.add(f64x2.mul(bHigh, y1), wHigh), 16);
  }
}

function fireFour(layer: Layer, j: i32, a: i32, b: i32, last: f64, time: f64, y: f64): void {
  for (let lane = 0; lane < 4; lane++, a += 8, b += 8)
    fire(layer, j + lane, load<f64>(a), load<f64>(b), y, last, time);
}

/** The spikes of neuron j in a window, its state at the end. */
function fire(layer: Layer, j: i32, a: f64, b: f64, yEnd: f64, last: f64, time: f64): void {
  const c = layer.c;
  const spikes = layer.spikes;
  const firedAt = layer.fired + (j << 2);
  let left = yEnd; // decay from now to the window's end
  let gone: f64 = 1; // and from its start to now
  for (let fresh = true; ; fresh = false) {
    const above = b * left - a * left * left >= c;
    const peak = b < 2 * a && b > 2 * a * left && b * b >= 4 * a * c;
    if (!above && !peak) break;
    // At or above the threshold from the start: no upward crossing, unless rounding while an input was
    // added lifted a membrane over it that had just stayed below; then it spikes at once.
    if (b - a >= c && !(fresh && layer.delta > 0 && b < 2 * a)) break;
    const x = Math.sqrt(max(b * b - 4 * a * c, 0));
    const y = max(min((b + x) / (2 * a), 1), left);
    const inverse = 1 / y;
    gone *= y;
    left = min(left * inverse, 1);
    const s = spikes.count;
    spikes.count = s + 1;
    store<i32>(spikes.neuron + (s << 2), j);
    store<f64>(spikes.time + (s << 3), min(last - layer.tau * log(gone), time));
    store<f64>(spikes.decay + (s << 3), gone);
    store<f64>(spikes.inverseSlope + (s << 3), x < TANGENT_RATIO * b ? 0 : inverse / x);
    store<f64>(spikes.error + (s << 3), 0);
    a *= y * y;
    b = b * y - layer.delta;
    const fired = load<i32>(firedAt) + 1;
    store<i32>(firedAt, fired);
    if (fired == layer.maxSpikes) {
      // Never above a threshold again, whatever is added.
      b = -Infinity;
      a = 0;
      break;
    }
  }
  store<f64>(layer.a + (j << 3), a * left * left);
  store<f64>(layer.b + (j << 3), b == -Infinity ? b : b * left);
}
