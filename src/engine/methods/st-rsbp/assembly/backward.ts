// Row operations of the backward pass. Matrices are [pre][stride of post], multiples of 16.

/** out[n, i] = slopes[n, counts[i]]: the slopes of the count polynomials for each postsynaptic neuron. */
export function slopesByNeuron(
  slopes: i32, counts: i32, rows: i32, columns: i32, posts: i32, stride: i32,
  lowest: i32, highest: i32, out: i32,
): void {
  for (let n = 0; n < rows; n++) {
    const row = slopes + ((n * columns) << 3);
    const to = out + ((n * stride) << 3);
    for (let i = 0; i < posts; i++) {
      const count = min(max(load<i32>(counts + (i << 2)), lowest), highest);
      store<f64>(to + (i << 3), load<f64>(row + (count << 3)));
    }
  }
}

/**
 * effect[i] += Σ_j w_ji slopes[row of o_j, i],   squares[i] += Σ_j w_ji²
 *
 * The row of o_j is o_j clamped to 1 … `rows`, less one.
 */
export function weightSums(
  weights: i32, preCounts: i32, pres: i32, stride: i32, slopes: i32, rows: i32,
  effect: i32, squares: i32,
): void {
  const rowBytes = stride << 3;
  for (let j = 0; j < pres; j++) {
    const count = min(max(load<i32>(preCounts + (j << 2)), 1), rows);
    const slope = slopes + (count - 1) * rowBytes;
    const row = weights + j * rowBytes;
    for (let at = 0; at < rowBytes; at += 16) {
      const w = v128.load(row + at);
      const sum = f64x2.add(v128.load(effect + at), f64x2.mul(w, v128.load(slope + at)));
      v128.store(effect + at, sum);
      v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(w, w)));
    }
  }
}

/**
 * below[j] = scale·Σ_i through[i] w_ji r_ji,   r_ji = e_ji / o_j, 0.5 where either is silent
 *
 * @param through its entries of silent postsynaptic neurons lie in `silent` instead
 */
export function effectBelow(
  weights: i32, e: i32, preCounts: i32, pres: i32, stride: i32, through: i32, silent: i32,
  scale: f64, below: i32,
): void {
  const rowBytes = stride << 3;
  for (let j = 0; j < pres; j++) {
    const row = weights + j * rowBytes;
    const own = e + j * rowBytes;
    const count = load<i32>(preCounts + (j << 2));
    let active = f64x2.splat(0);
    let half = active;
    if (count > 0) {
      for (let at = 0; at < rowBytes; at += 16) {
        const w = v128.load(row + at);
        const gain = f64x2.mul(v128.load(own + at), v128.load(through + at));
        active = f64x2.add(active, f64x2.mul(w, gain));
        half = f64x2.add(half, f64x2.mul(w, v128.load(silent + at)));
      }
      active = f64x2.mul(active, f64x2.splat(1 / <f64>count));
    } else {
      for (let at = 0; at < rowBytes; at += 16) {
        const all = f64x2.add(v128.load(through + at), v128.load(silent + at));
        half = f64x2.add(half, f64x2.mul(v128.load(row + at), all));
      }
    }
    const both = f64x2.add(active, f64x2.mul(half, f64x2.splat(0.5)));
    const sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    store<f64>(below + (j << 3), scale * sum);
  }
}

/** gradient[j, i] += factor[i]·e[j, i] */
export function addGradient(gradient: i32, e: i32, factor: i32, pres: i32, stride: i32): void {
  const rowBytes = stride << 3;
  for (let j = 0; j < pres; j++) {
    const to = gradient + j * rowBytes;
    const from = e + j * rowBytes;
    for (let at = 0; at < rowBytes; at += 16) {
      const sum = f64x2.mul(v128.load(from + at), v128.load(factor + at));
      v128.store(to + at, f64x2.add(v128.load(to + at), sum));
    }
  }
}

/**
 * One Adam step with g = factor[i]·e[j, i] + decay[i]·w[j, i], the second term the regulariser's.
 *
 * @param rate learning rate / (1 − β₁ᵗ)  @param perSquare 1 / (1 − β₂ᵗ)
 */
export function adamRows(
  weights: i32, first: i32, second: i32, e: i32, factor: i32, decay: i32, pres: i32, stride: i32,
  rate: f64, perSquare: f64, beta1: f64, beta2: f64, epsilon: f64,
): void {
  const rowBytes = stride << 3;
  const b1 = f64x2.splat(beta1);
  const b2 = f64x2.splat(beta2);
  const n1 = f64x2.splat(1 - beta1);
  const n2 = f64x2.splat(1 - beta2);
  const step = f64x2.splat(rate);
  const scale = f64x2.splat(perSquare);
  const small = f64x2.splat(epsilon);
  for (let j = 0; j < pres; j++) {
    const offset = j * rowBytes;
    for (let at = 0; at < rowBytes; at += 16) {
      const k = offset + at;
      const w = v128.load(weights + k);
      const g = f64x2.add(
        f64x2.mul(v128.load(e + k), v128.load(factor + at)),
        f64x2.mul(w, v128.load(decay + at)),
      );
      const m = f64x2.add(f64x2.mul(b1, v128.load(first + k)), f64x2.mul(n1, g));
      const v = f64x2.add(f64x2.mul(b2, v128.load(second + k)), f64x2.mul(n2, f64x2.mul(g, g)));
      const size = f64x2.add(f64x2.sqrt(f64x2.mul(v, scale)), small);
      v128.store(first + k, m);
      v128.store(second + k, v);
      v128.store(weights + k, f64x2.sub(w, f64x2.div(f64x2.mul(step, m), size)));
    }
  }
}
