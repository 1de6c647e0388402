// The LIF layer through all steps (§1). Strides are multiples of 16; padding neurons get no drive.

/** Codes of a step: the share of the S-PSP membrane that it keeps, or that the neuron fires. */
export const FIRES: f64 = 2;

/**
 * @param drive [T][stride], weighted input of each step; recurrent input is added to it
 * @param state 4·stride: v, e, steps left refractory, sum of v over the steps of spikes
 * @param recurrentStarts synapses by presynaptic neuron: starts[n + 1], targets, weights; 0 for none
 * @param codes [T][stride]: FIRES, 0 while refractory, else 1 − 1/τ_m
 * @param starts, neurons lists of who fires, by step
 * @param membranes [T][stride] before the decision to fire, or 0
 * @param synapses [T][stride], or 0
 */
export function runLayer(
  drive: i32, steps: i32, stride: i32, state: i32,
  tauMem: f64, tauSyn: f64, refractorySteps: f64, threshold: f64,
  recurrentStarts: i32, targets: i32, weights: i32,
  codes: i32, starts: i32, neurons: i32, membranes: i32, synapses: i32,
): void {
  const rowBytes = stride << 3;
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const fires = f64x2.splat(FIRES);
  const keep = f64x2.splat(1 - 1 / tauMem);
  const keepSyn = f64x2.splat(1 - 1 / tauSyn);
  const perTauSyn = f64x2.splat(1 / tauSyn);
  const dead = f64x2.splat(refractorySteps);
  const least = f64x2.splat(threshold - 1e-6);
  memory.fill(state, 0, rowBytes << 2);
  // Step 0 integrates nothing and nobody fires.
  for (let at = 0; at < rowBytes; at += 16) v128.store(codes + at, keep);
  if (membranes) memory.fill(membranes, 0, rowBytes);
  if (synapses) memory.fill(synapses, 0, rowBytes);
  store<i32>(starts, 0);
  store<i32>(starts, 0, 4);
  let count = 0;
  for (let t = 1; t < steps; t++) {
    const row = drive + t * rowBytes;
    if (recurrentStarts) {
      const last = load<i32>(starts + (t << 2));
      for (let k = load<i32>(starts + ((t - 1) << 2)); k < last; k++) {
        const own = recurrentStarts + (load<i32>(neurons + (k << 2)) << 2);
        const end = load<i32>(own, 4);
        for (let s = load<i32>(own); s < end; s++) {
          const to = row + (load<i32>(targets + (s << 2)) << 3);
          store<f64>(to, load<f64>(to) + load<f64>(weights + (s << 3)));
        }
      }
    }
    const code = codes + t * rowBytes;
    for (let at = 0; at < rowBytes; at += 16) {
      const own = state + at;
      const e = f64x2.add(f64x2.mul(v128.load(own + rowBytes), keepSyn), v128.load(row + at));
      v128.store(own + rowBytes, e);
      let v = f64x2.add(f64x2.mul(v128.load(own), keep), f64x2.mul(e, perTauSyn));
      const left = v128.load(own + 2 * rowBytes);
      const isRefractory = f64x2.gt(left, zero);
      v = v128.andnot(v, isRefractory);
      const isFiring = f64x2.gt(v, least);
      if (membranes) v128.store(membranes + t * rowBytes + at, v);
      if (synapses) v128.store(synapses + t * rowBytes + at, e);
      v128.store(code + at, v128.bitselect(fires, v128.andnot(keep, isRefractory), isFiring));
      const rest = v128.and(f64x2.sub(left, one), isRefractory);
      v128.store(own + 2 * rowBytes, v128.bitselect(dead, rest, isFiring));
      v128.store(own, v128.andnot(v, isFiring));
      const mask = i64x2.bitmask(isFiring);
      if (mask) {
        const sum = own + 3 * rowBytes;
        v128.store(sum, f64x2.add(v128.load(sum), v128.and(v, isFiring)));
        if (mask & 1) store<i32>(neurons + (count++ << 2), at >> 3);
        if (mask & 2) store<i32>(neurons + (count++ << 2), (at >> 3) + 1);
      }
    }
    store<i32>(starts + ((t + 1) << 2), count);
  }
}

/**
 * The adjoint traces of S-PSPs: what one presynaptic spike at step s adds to e of each neuron,
 *
 *   y(t) = 1 where it fires, 0 while refractory, else (1 − 1/τ_m)·y(t + 1)
 *   g(t) = (1 − 1/τ_s)·g(t + 1) + y(t)/τ_s,   out[s] = g(s + 1),   out[T − 1] = 0
 *
 * as e = Σ_t y(t) p(t)/τ_s with p the trace of the presynaptic train: e_ij = Σ_{s of j} out[s, i].
 *
 * @param state 2·stride
 */
export function adjointTraces(
  codes: i32, steps: i32, stride: i32, tauSyn: f64, state: i32, out: i32,
): void {
  const rowBytes = stride << 3;
  const one = f64x2.splat(1);
  const fires = f64x2.splat(FIRES);
  const keepSyn = f64x2.splat(1 - 1 / tauSyn);
  const perTauSyn = f64x2.splat(1 / tauSyn);
  memory.fill(state, 0, rowBytes << 1);
  memory.fill(out + (steps - 1) * rowBytes, 0, rowBytes);
  for (let t = steps - 1; t > 0; t--) {
    const code = codes + t * rowBytes;
    const to = out + (t - 1) * rowBytes;
    for (let at = 0; at < rowBytes; at += 16) {
      const own = state + at;
      const c = v128.load(code + at);
      const y = v128.bitselect(one, f64x2.mul(c, v128.load(own)), f64x2.eq(c, fires));
      v128.store(own, y);
      const g = f64x2.add(
        f64x2.mul(keepSyn, v128.load(own + rowBytes)),
        f64x2.mul(perTauSyn, y),
      );
      v128.store(own + rowBytes, g);
      v128.store(to + at, g);
    }
  }
}
