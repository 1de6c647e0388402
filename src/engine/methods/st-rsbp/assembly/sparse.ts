// Recurrent synapses, listed by presynaptic neuron p: starts[n + 1], targets (postsynaptic), values.

/** e[k] = Σ_{s of p} traces[s, i] for each synapse k: p → i; traces [tile][T][16]. */
export function sparsePsp(
  starts: i32, targets: i32, n: i32, traces: i32, steps: i32, ownStarts: i32, times: i32, e: i32,
): void {
  for (let p = 0; p < n; p++) {
    const last = load<i32>(starts + ((p + 1) << 2));
    const from = load<i32>(ownStarts + (p << 2));
    const to = load<i32>(ownStarts + ((p + 1) << 2));
    for (let k = load<i32>(starts + (p << 2)); k < last; k++) {
      const i = load<i32>(targets + (k << 2));
      const column = traces + ((i >> 4) * steps << 7) + ((i & 15) << 3);
      let sum: f64 = 0;
      for (let s = from; s < to; s++) sum += load<f64>(column + (load<i32>(times + (s << 2)) << 7));
      store<f64>(e + (k << 3), sum);
    }
  }
}

/** As `weightSums`, over the recurrent synapses and added to it; slopes [tile][rows][16]. */
export function sparseWeightSums(
  starts: i32, targets: i32, weights: i32, n: i32, counts: i32, slopes: i32, rows: i32,
  effect: i32, squares: i32,
): void {
  for (let p = 0; p < n; p++) {
    const row = min(max(load<i32>(counts + (p << 2)), 1), rows) - 1;
    const last = load<i32>(starts + ((p + 1) << 2));
    for (let k = load<i32>(starts + (p << 2)); k < last; k++) {
      const i = load<i32>(targets + (k << 2));
      const slope = slopes + (((i >> 4) * rows + row) << 7) + ((i & 15) << 3);
      const w = load<f64>(weights + (k << 3));
      const at = i << 3;
      store<f64>(effect + at, load<f64>(effect + at) + w * load<f64>(slope));
      store<f64>(squares + at, load<f64>(squares + at) + w * w);
    }
  }
}

/**
 * The coupling of each synapse p → i in Ω: (1/ν) w r, r = e/o_p, 0.5 where either is silent; 0 from a
 * neuron to itself.
 */
export function couplings(
  starts: i32, targets: i32, weights: i32, e: i32, n: i32, counts: i32, threshold: f64, out: i32,
): void {
  for (let p = 0; p < n; p++) {
    const count = load<i32>(counts + (p << 2));
    const last = load<i32>(starts + ((p + 1) << 2));
    for (let k = load<i32>(starts + (p << 2)); k < last; k++) {
      const i = load<i32>(targets + (k << 2));
      let ratio: f64 = 0.5;
      if (count > 0 && load<i32>(counts + (i << 2)) > 0)
        ratio = load<f64>(e + (k << 3)) / <f64>count;
      const w = load<f64>(weights + (k << 3));
      store<f64>(out + (k << 3), i == p ? 0 : (w * ratio) / threshold);
    }
  }
}

/** gradient[k] += factor[target of k]·e[k] */
export function addSparseGradient(
  gradient: i32, e: i32, targets: i32, factor: i32, synapses: i32,
): void {
  for (let k = 0; k < synapses; k++) {
    const f = load<f64>(factor + (load<i32>(targets + (k << 2)) << 3));
    const at = k << 3;
    store<f64>(gradient + at, load<f64>(gradient + at) + f * load<f64>(e + at));
  }
}

/** As `adamTile`, over the recurrent synapses. */
export function adamSparse(
  weights: i32, first: i32, second: i32, e: i32, targets: i32, factor: i32, decay: i32,
  synapses: i32, rate: f64, perSquare: f64, beta1: f64, beta2: f64, epsilon: f64,
): void {
  for (let k = 0; k < synapses; k++) {
    const at = k << 3;
    const i = load<i32>(targets + (k << 2)) << 3;
    const w = load<f64>(weights + at);
    const g = load<f64>(factor + i) * load<f64>(e + at) + load<f64>(decay + i) * w;
    const m = beta1 * load<f64>(first + at) + (1 - beta1) * g;
    const v = beta2 * load<f64>(second + at) + (1 - beta2) * g * g;
    store<f64>(first + at, m);
    store<f64>(second + at, v);
    store<f64>(weights + at, w - (rate * m) / (Math.sqrt(v * perSquare) + epsilon));
  }
}
