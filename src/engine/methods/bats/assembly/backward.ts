import { Layer } from './layout';

/**
 * Gradients of one sample from ∂L/∂T in the layer's spikes, window by window backwards. For each
 * neuron and the spikes after the present moment t run
 *
 *   P = Σ e_k/u′_k e^{−(T_k − t)/τ_s},   Q = Σ e_k/u′_k e^{−(T_k − t)/τ}
 *
 * from which the gradient of a weight is τ(P − Q), that of an input's time Σ w(2P − Q), and what later
 * spikes add to the error of an earlier one, through its reset, ΔQ/τ. Errors of spikes become total.
 */
export function backward(layer: Layer): void {
  const n = layer.width * layer.groups;
  const p = layer.a;
  const q = layer.b;
  memory.fill(p, 0, n << 3);
  memory.fill(q, 0, n << 3);
  // On the way back `fired` says, at the first neuron of a group, whether it has had an error.
  memory.fill(layer.fired, 0, n << 2);
  const windows = layer.windows;
  const spikes = layer.spikes;
  const bytes = layer.width << 3;
  let end = spikes.count;
  for (let k = windows.count - 1; k >= 0; k--) {
    const at = k << 2;
    const first = load<i32>(windows.group + at);
    const row = load<i32>(windows.row + at);
    const begin = load<i32>(windows.spikes + at);
    const y = load<f64>(windows.decay + (at << 1));
    const pAt = p + (first << 3);
    const qAt = q + (first << 3);
    if (load<i32>(layer.fired + (first << 2))) {
      if (row < 0) {
        decay(pAt, qAt, y, bytes);
      } else {
        const gradient = layer.gradient + row * bytes;
        const error = load<i32>(layer.events.error + (load<i32>(windows.event + at) << 2));
        if (error) {
          const sum = addRowAndError(pAt, qAt, gradient, layer.weights + row * bytes, y, bytes);
          store<f64>(error, load<f64>(error) + sum);
        } else {
          addRow(pAt, qAt, gradient, y, bytes);
        }
      }
    }
    if (begin == end) continue;
    let any = false;
    for (let s = end - 1; s >= begin; s--) {
      const j = load<i32>(spikes.neuron + (s << 2)) << 3;
      const gone = load<f64>(spikes.decay + (s << 3));
      const later = load<f64>(q + j);
      const error = load<f64>(spikes.error + (s << 3)) + (layer.delta * later) / gone;
      if (error == 0) continue;
      store<f64>(spikes.error + (s << 3), error);
      const share = error * load<f64>(spikes.inverseSlope + (s << 3)) * gone;
      store<f64>(q + j, later + share);
      store<f64>(p + j, load<f64>(p + j) + share * gone);
      any = true;
    }
    if (any) store<i32>(layer.fired + (first << 2), 1);
    end = begin;
  }
}

/** gradient += P − Q, then P and Q decay. */
function addRow(p: i32, q: i32, gradient: i32, y: f64, bytes: i32): void {
  const y1 = f64x2.splat(y);
  const y2 = f64x2.splat(y * y);
  for (let o = 0; o < bytes; o += 16) {
    const fast = v128.load(p + o);
    const slow = v128.load(q + o);
    v128.store(gradient + o, f64x2.add(v128.load(gradient + o), f64x2.sub(fast, slow)));
    v128.store(p + o, f64x2.mul(fast, y2));
    v128.store(q + o, f64x2.mul(slow, y1));
  }
}

/** The same, and Σ w(2P − Q). */
function addRowAndError(
  p: i32, q: i32, gradient: i32, weights: i32, y: f64, bytes: i32,
): f64 {
  const y1 = f64x2.splat(y);
  const y2 = f64x2.splat(y * y);
  let sum = f64x2.splat(0);
  for (let o = 0; o < bytes; o += 16) {
    const fast = v128.load(p + o);
    const slow = v128.load(q + o);
    const by = f64x2.sub(fast, slow);
    v128.store(gradient + o, f64x2.add(v128.load(gradient + o), by));
    sum = f64x2.add(sum, f64x2.mul(v128.load(weights + o), f64x2.add(fast, by)));
    v128.store(p + o, f64x2.mul(fast, y2));
    v128.store(q + o, f64x2.mul(slow, y1));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function decay(p: i32, q: i32, y: f64, bytes: i32): void {
  const y1 = f64x2.splat(y);
  const y2 = f64x2.splat(y * y);
  for (let o = 0; o < bytes; o += 16) {
    v128.store(p + o, f64x2.mul(v128.load(p + o), y2));
    v128.store(q + o, f64x2.mul(v128.load(q + o), y1));
  }
}
