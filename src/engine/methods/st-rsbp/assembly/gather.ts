// Sums of rows over lists. Matrices are kept in tiles of 16 columns, [tile][row][16]: the sums of a
// tile stay in registers, and its rows lie together.

/** Reads a stretch of memory once in order, which brings it near faster than the lists would. */
export function touch(from: i32, bytes: i32): f64 {
  let sum: f64 = 0;
  for (let at = from; at < from + bytes; at += 64) sum += load<f64>(at);
  return sum;
}

/**
 * One tile: out[c, :] = Σ_k rows[index[k], :] over k in starts[c] … starts[c + 1] − 1.
 *
 * With rows = weights and lists = who fires at a step: the drive of the next layer, step by step.
 * With rows = adjoint traces and lists = when a neuron fires: its S-PSPs.
 */
export function gatherTile(rows: i32, starts: i32, index: i32, lists: i32, out: i32): void {
  let k = index + (load<i32>(starts) << 2);
  for (let c = 0; c < lists; c++) {
    const end = index + (load<i32>(starts + ((c + 1) << 2)) << 2);
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let a4 = a0;
    let a5 = a0;
    let a6 = a0;
    let a7 = a0;
    for (; k < end; k += 4) {
      const from = rows + (load<i32>(k) << 7);
      a0 = f64x2.add(a0, v128.load(from));
      a1 = f64x2.add(a1, v128.load(from, 16));
      a2 = f64x2.add(a2, v128.load(from, 32));
      a3 = f64x2.add(a3, v128.load(from, 48));
      a4 = f64x2.add(a4, v128.load(from, 64));
      a5 = f64x2.add(a5, v128.load(from, 80));
      a6 = f64x2.add(a6, v128.load(from, 96));
      a7 = f64x2.add(a7, v128.load(from, 112));
    }
    v128.store(out, a0);
    v128.store(out, a1, 16);
    v128.store(out, a2, 32);
    v128.store(out, a3, 48);
    v128.store(out, a4, 64);
    v128.store(out, a5, 80);
    v128.store(out, a6, 96);
    v128.store(out, a7, 112);
    out += 128;
  }
}

/**
 * Lists by step (starts[T + 1], neurons) into lists by neuron (starts[n + 1], steps, ascending), and
 * counts[n].
 */
export function byNeuron(
  starts: i32, neurons: i32, steps: i32, n: i32, counts: i32, ownStarts: i32, times: i32,
): void {
  for (let i = 0; i < n; i++) store<i32>(counts + (i << 2), 0);
  const total = load<i32>(starts + (steps << 2));
  for (let k = 0; k < total; k++) {
    const at = counts + (load<i32>(neurons + (k << 2)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    store<i32>(ownStarts + ((i + 1) << 2), sum);
    sum += load<i32>(counts + (i << 2));
  }
  store<i32>(ownStarts, 0);
  // Slot i + 1 runs from the start of neuron i to its end, which is the start of i + 1.
  for (let t = 0; t < steps; t++) {
    const end = load<i32>(starts + ((t + 1) << 2));
    for (let k = load<i32>(starts + (t << 2)); k < end; k++) {
      const slot = ownStarts + ((load<i32>(neurons + (k << 2)) + 1) << 2);
      const at = load<i32>(slot);
      store<i32>(times + (at << 2), t);
      store<i32>(slot, at + 1);
    }
  }
}
