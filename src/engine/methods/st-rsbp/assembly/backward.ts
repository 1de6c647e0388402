// Operations of the backward pass on one tile of 16 postsynaptic neurons, [row][16]. Vectors by
// neuron are those of the tile.

/** out[n, c] = slopes[n, counts[c]]: the slopes of the count polynomials for each neuron of the tile. */
export function slopesTile(
  slopes: i32, counts: i32, rows: i32, columns: i32, posts: i32, lowest: i32, highest: i32, out: i32,
): void {
  for (let c = 0; c < posts; c++) {
    const count = min(max(load<i32>(counts + (c << 2)), lowest), highest);
    const from = slopes + (count << 3);
    for (let n = 0; n < rows; n++)
      store<f64>(out + (((n << 4) + c) << 3), load<f64>(from + ((n * columns) << 3)));
  }
}

/**
 * effect[c] = Σ_j w_jc slopes[row of o_j, c],   squares[c] = Σ_j w_jc²
 *
 * The row of o_j is o_j clamped to 1 … `rows`, less one.
 */
export function weightSums(
  weights: i32, preCounts: i32, pres: i32, slopes: i32, rows: i32, effect: i32, squares: i32,
): void {
  for (let half = 0; half < 128; half += 64) {
    let e0 = f64x2.splat(0);
    let e1 = e0;
    let e2 = e0;
    let e3 = e0;
    let s0 = e0;
    let s1 = e0;
    let s2 = e0;
    let s3 = e0;
    for (let j = 0; j < pres; j++) {
      const count = min(max(load<i32>(preCounts + (j << 2)), 1), rows);
      const slope = slopes + ((count - 1) << 7) + half;
      const row = weights + (j << 7) + half;
      const w0 = v128.load(row);
      const w1 = v128.load(row, 16);
      const w2 = v128.load(row, 32);
      const w3 = v128.load(row, 48);
      e0 = f64x2.add(e0, f64x2.mul(w0, v128.load(slope)));
      e1 = f64x2.add(e1, f64x2.mul(w1, v128.load(slope, 16)));
      e2 = f64x2.add(e2, f64x2.mul(w2, v128.load(slope, 32)));
      e3 = f64x2.add(e3, f64x2.mul(w3, v128.load(slope, 48)));
      s0 = f64x2.add(s0, f64x2.mul(w0, w0));
      s1 = f64x2.add(s1, f64x2.mul(w1, w1));
      s2 = f64x2.add(s2, f64x2.mul(w2, w2));
      s3 = f64x2.add(s3, f64x2.mul(w3, w3));
    }
    v128.store(effect + half, e0);
    v128.store(effect + half, e1, 16);
    v128.store(effect + half, e2, 32);
    v128.store(effect + half, e3, 48);
    v128.store(squares + half, s0);
    v128.store(squares + half, s1, 16);
    v128.store(squares + half, s2, 32);
    v128.store(squares + half, s3, 48);
  }
}

/**
 * Adds the tile's part of what goes below, in two lanes a neuron:
 *
 *   active[j] += Σ_c through[c] w_jc e_jc,   half[j] += Σ_c silent[c] w_jc
 *
 * For a silent presynaptic neuron, where every ratio e/o is 0.5, half[j] += Σ_c (through + silent)[c] w_jc.
 */
export function addBelow(
  weights: i32, e: i32, preCounts: i32, pres: i32, through: i32, silent: i32,
  active: i32, half: i32,
): void {
  for (let j = 0; j < pres; j++) {
    const row = weights + (j << 7);
    const own = e + (j << 7);
    let a = f64x2.splat(0);
    let h = a;
    if (load<i32>(preCounts + (j << 2)) > 0) {
      for (let at = 0; at < 128; at += 16) {
        const w = v128.load(row + at);
        const gain = f64x2.mul(v128.load(own + at), v128.load(through + at));
        a = f64x2.add(a, f64x2.mul(w, gain));
        h = f64x2.add(h, f64x2.mul(w, v128.load(silent + at)));
      }
    } else {
      for (let at = 0; at < 128; at += 16) {
        const all = f64x2.add(v128.load(through + at), v128.load(silent + at));
        h = f64x2.add(h, f64x2.mul(v128.load(row + at), all));
      }
    }
    const to = j << 4;
    v128.store(active + to, f64x2.add(v128.load(active + to), a));
    v128.store(half + to, f64x2.add(v128.load(half + to), h));
  }
}

/** below[j] = active[j] / o_j + half[j] / 2, both lanes together. */
export function finishBelow(active: i32, half: i32, preCounts: i32, pres: i32, below: i32): void {
  for (let j = 0; j < pres; j++) {
    const a = v128.load(active + (j << 4));
    const h = v128.load(half + (j << 4));
    const count = max(load<i32>(preCounts + (j << 2)), 1);
    const exact = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
    const halved = f64x2.extract_lane(h, 0) + f64x2.extract_lane(h, 1);
    store<f64>(below + (j << 3), exact / <f64>count + 0.5 * halved);
  }
}

/** gradient[j, c] += factor[c]·e[j, c] */
export function addGradient(gradient: i32, e: i32, factor: i32, pres: i32): void {
  for (let row = 0; row < pres << 7; row += 128) {
    for (let at = 0; at < 128; at += 16) {
      const sum = f64x2.mul(v128.load(e + row + at), v128.load(factor + at));
      const to = gradient + row + at;
      v128.store(to, f64x2.add(v128.load(to), sum));
    }
  }
}

/**
 * One Adam step with g = factor[c]·e[j, c] + decay[c]·w[j, c], the second term the regulariser's.
 *
 * @param rate learning rate / (1 − β₁ᵗ)  @param perSquare 1 / (1 − β₂ᵗ)
 */
export function adamTile(
  weights: i32, first: i32, second: i32, e: i32, factor: i32, decay: i32, pres: i32,
  rate: f64, perSquare: f64, beta1: f64, beta2: f64, epsilon: f64,
): void {
  const b1 = f64x2.splat(beta1);
  const b2 = f64x2.splat(beta2);
  const n1 = f64x2.splat(1 - beta1);
  const n2 = f64x2.splat(1 - beta2);
  const step = f64x2.splat(rate);
  const scale = f64x2.splat(perSquare);
  const small = f64x2.splat(epsilon);
  for (let row = 0; row < pres << 7; row += 128) {
    for (let at = 0; at < 128; at += 16) {
      const k = row + at;
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
