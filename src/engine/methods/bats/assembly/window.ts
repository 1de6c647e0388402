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
  const weights = row < 0 ? 0 : layer.weights + row * bytes;
  if (y != 1.0) run(layer, first, a, b, bytes, weights, last, time, y);
  else if (weights) add(a, b, weights, bytes);
}

function add(a: i32, b: i32, weights: i32, bytes: i32): void {
  for (let o = 0; o < bytes; o += 16) {
    const w = v128.load(weights + o);
    v128.store(a + o, f64x2.add(v128.load(a + o), w));
    v128.store(b + o, f64x2.add(v128.load(b + o), w));
  }
}

/**
 * Membranes of a group from `last` to `time`, when weights (0: none) are added.
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
  for (let o = 0; o < bytes; o += 16) {
    const a0 = v128.load(a + o);
    const b0 = v128.load(b + o);
    let aEnd = f64x2.mul(a0, y2);
    let bEnd = f64x2.mul(b0, y1);
    const hits = f64x2.ge(f64x2.sub(b0, aEnd), c);
    if (v128.any_true(hits)) {
      v128.store(a + o, aEnd);
      v128.store(b + o, bEnd);
      const hit = i64x2.bitmask(hits);
      const j = first + (o >> 3);
      if (hit & 1) {
        fire(layer, j, f64x2.extract_lane(a0, 0), f64x2.extract_lane(b0, 0), y, last, time);
      }
      if (hit & 2) {
        fire(layer, j + 1, f64x2.extract_lane(a0, 1), f64x2.extract_lane(b0, 1), y, last, time);
      }
      aEnd = v128.load(a + o);
      bEnd = v128.load(b + o);
    }
    if (weights) {
      const w = v128.load(weights + o);
      aEnd = f64x2.add(aEnd, w);
      bEnd = f64x2.add(bEnd, w);
    }
    v128.store(a + o, aEnd);
    v128.store(b + o, bEnd);
  }
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
