// The LIF layer through all steps (§1), and what its spikes make of a unit input. Matrices are
// [tile][step][16 columns]; padding neurons get no drive.

/** All bits of the lanes whose bit of the mask is set. */
// @ts-ignore: decorator
@inline
function lanes(mask: v128, bits: v128): v128 {
  return i64x2.eq(v128.and(mask, bits), bits);
}

/**
 * @param drive [tile][T][16], weighted input of each step; recurrent input is added to it
 * @param state [3][tiles·16]: v, e, sum of v over the steps of spikes
 * @param recurrentStarts synapses by presynaptic neuron: starts[n + 1], targets, weights; 0 for none
 * @param fires [tile][T] (u16): bit c where column c fires
 * @param starts, neurons lists of who fires, by step
 * @param membranes [tile][T][16] before the decision to fire, or 0
 * @param synapses [tile][T][16], or 0
 */
export function runLayer(
  drive: i32, steps: i32, tiles: i32, state: i32,
  tauMem: f64, tauSyn: f64, refractorySteps: i32, threshold: f64,
  recurrentStarts: i32, targets: i32, weights: i32,
  fires: i32, starts: i32, neurons: i32, membranes: i32, synapses: i32,
): void {
  const tileBytes = steps << 7;
  const column = tiles << 7;
  const pair = i64x2(1, 2);
  const keep = f64x2.splat(1 - 1 / tauMem);
  const keepSyn = f64x2.splat(1 - 1 / tauSyn);
  const perTauSyn = f64x2.splat(1 / tauSyn);
  const least = f64x2.splat(threshold - 1e-6);
  memory.fill(state, 0, column * 3);
  // Step 0 integrates nothing and nobody fires.
  for (let tile = 0; tile < tiles; tile++) {
    store<u16>(fires + ((tile * steps) << 1), 0);
    if (membranes) memory.fill(membranes + tile * tileBytes, 0, 128);
    if (synapses) memory.fill(synapses + tile * tileBytes, 0, 128);
  }
  store<i32>(starts, 0);
  store<i32>(starts, 0, 4);
  let count = 0;
  for (let t = 1; t < steps; t++) {
    const step = t << 7;
    if (recurrentStarts) {
      const last = load<i32>(starts + (t << 2));
      for (let k = load<i32>(starts + ((t - 1) << 2)); k < last; k++) {
        const own = recurrentStarts + (load<i32>(neurons + (k << 2)) << 2);
        const end = load<i32>(own, 4);
        for (let s = load<i32>(own); s < end; s++) {
          const i = load<i32>(targets + (s << 2));
          const to = drive + (i >> 4) * tileBytes + step + ((i & 15) << 3);
          store<f64>(to, load<f64>(to) + load<f64>(weights + (s << 3)));
        }
      }
    }
    for (let tile = 0; tile < tiles; tile++) {
      const row = tile * tileBytes + step;
      const first = state + (tile << 7);
      const now = fires + ((tile * steps + t) << 1);
      let dead: u32 = 0;
      for (let back = 1; back <= min(refractorySteps, t); back++)
        dead |= <u32>load<u16>(now - (back << 1));
      let deadBits = i64x2.splat(<i64>dead);
      let mask = 0;
      for (let at = 0; at < 128; at += 16) {
        const own = first + at;
        const e = f64x2.add(f64x2.mul(v128.load(own + column), keepSyn), v128.load(drive + row + at));
        v128.store(own + column, e);
        let v = f64x2.add(f64x2.mul(v128.load(own), keep), f64x2.mul(e, perTauSyn));
        v = v128.andnot(v, lanes(deadBits, pair));
        deadBits = i64x2.shr_u(deadBits, 2);
        const isFiring = f64x2.gt(v, least);
        if (membranes) v128.store(membranes + row + at, v);
        if (synapses) v128.store(synapses + row + at, e);
        v128.store(own, v128.andnot(v, isFiring));
        const bits = i64x2.bitmask(isFiring);
        if (bits) {
          const sum = own + 2 * column;
          v128.store(sum, f64x2.add(v128.load(sum), v128.and(v, isFiring)));
          mask |= bits << (at >> 3);
        }
      }
      store<u16>(now, <u16>mask);
      while (mask) {
        store<i32>(neurons + (count++ << 2), (tile << 4) + ctz(mask));
        mask &= mask - 1;
      }
    }
    store<i32>(starts + ((t + 1) << 2), count);
  }
}

/** The trace y of four pairs of columns, one step back. */
// @ts-ignore: decorator
@inline
function earlier(y: v128, keep: v128, isFiring: v128, isDead: v128): v128 {
  return v128.andnot(v128.bitselect(f64x2.splat(1), f64x2.mul(keep, y), isFiring), isDead);
}

/**
 * One tile of the adjoint traces of S-PSPs: what one presynaptic spike at step s adds to e of each
 * neuron,
 *
 *   y(t) = 0 while refractory, else 1 where it fires, else (1 − 1/τ_m)·y(t + 1)
 *   g(t) = (1 − 1/τ_s)·g(t + 1) + y(t)/τ_s,   out[s] = g(s + 1),   out[T − 1] = 0
 *
 * as e = Σ_t y(t) p(t)/τ_s with p the trace of the presynaptic train: e_ij = Σ_{s of j} out[s, i].
 *
 * @param fires [T] (u16)  @param out [T][16]
 */
export function adjointTile(
  fires: i32, steps: i32, tauMem: f64, tauSyn: f64, refractorySteps: i32, out: i32,
): void {
  const keep = f64x2.splat(1 - 1 / tauMem);
  const keepSyn = f64x2.splat(1 - 1 / tauSyn);
  const perTauSyn = f64x2.splat(1 / tauSyn);
  const bits0 = i64x2(1, 2);
  const bits1 = i64x2(4, 8);
  const bits2 = i64x2(16, 32);
  const bits3 = i64x2(64, 128);
  for (let half = 0; half < 2; half++) {
    const shift = half << 3;
    let y0 = f64x2.splat(0);
    let y1 = y0;
    let y2 = y0;
    let y3 = y0;
    let g0 = y0;
    let g1 = y0;
    let g2 = y0;
    let g3 = y0;
    let to = out + ((steps - 1) << 7) + (half << 6);
    v128.store(to, g0);
    v128.store(to, g0, 16);
    v128.store(to, g0, 32);
    v128.store(to, g0, 48);
    for (let t = steps - 1; t > 0; t--) {
      let dead: u32 = 0;
      for (let back = 1; back <= min(refractorySteps, t); back++)
        dead |= <u32>load<u16>(fires + ((t - back) << 1));
      const isFiring = i64x2.splat(<i64>((<u32>load<u16>(fires + (t << 1)) >> shift) & 255));
      const isDead = i64x2.splat(<i64>((dead >> shift) & 255));
      y0 = earlier(y0, keep, lanes(isFiring, bits0), lanes(isDead, bits0));
      y1 = earlier(y1, keep, lanes(isFiring, bits1), lanes(isDead, bits1));
      y2 = earlier(y2, keep, lanes(isFiring, bits2), lanes(isDead, bits2));
      y3 = earlier(y3, keep, lanes(isFiring, bits3), lanes(isDead, bits3));
      g0 = f64x2.add(f64x2.mul(keepSyn, g0), f64x2.mul(perTauSyn, y0));
      g1 = f64x2.add(f64x2.mul(keepSyn, g1), f64x2.mul(perTauSyn, y1));
      g2 = f64x2.add(f64x2.mul(keepSyn, g2), f64x2.mul(perTauSyn, y2));
      g3 = f64x2.add(f64x2.mul(keepSyn, g3), f64x2.mul(perTauSyn, y3));
      to -= 128;
      v128.store(to, g0);
      v128.store(to, g1, 16);
      v128.store(to, g2, 32);
      v128.store(to, g3, 48);
    }
  }
}
