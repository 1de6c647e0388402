// Sums of rows over lists. Tiles of 16 columns stay in registers; strides are multiples of 16.

/**
 * out[c, :] = Σ_k rows[index[k], :] over k in starts[c] … starts[c + 1] − 1.
 *
 * With rows = weights and lists = who fires at a step: the drive of the next layer, step by step.
 * With rows = adjoint traces and lists = when a neuron fires: its S-PSPs.
 */
export function gatherSum(
  rows: i32, stride: i32, starts: i32, index: i32, lists: i32, out: i32,
): void {
  const rowBytes = stride << 3;
  for (let column = 0; column < rowBytes; column += 128) {
    const base = rows + column;
    let to = out + column;
    let k = load<i32>(starts);
    for (let c = 0; c < lists; c++) {
      const end = load<i32>(starts + ((c + 1) << 2));
      let a0 = f64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let a4 = a0;
      let a5 = a0;
      let a6 = a0;
      let a7 = a0;
      for (; k < end; k++) {
        const from = base + load<i32>(index + (k << 2)) * rowBytes;
        a0 = f64x2.add(a0, v128.load(from));
        a1 = f64x2.add(a1, v128.load(from, 16));
        a2 = f64x2.add(a2, v128.load(from, 32));
        a3 = f64x2.add(a3, v128.load(from, 48));
        a4 = f64x2.add(a4, v128.load(from, 64));
        a5 = f64x2.add(a5, v128.load(from, 80));
        a6 = f64x2.add(a6, v128.load(from, 96));
        a7 = f64x2.add(a7, v128.load(from, 112));
      }
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
      v128.store(to, a4, 64);
      v128.store(to, a5, 80);
      v128.store(to, a6, 96);
      v128.store(to, a7, 112);
      to += rowBytes;
    }
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
