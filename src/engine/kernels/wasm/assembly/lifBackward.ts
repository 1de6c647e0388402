import { extractEvents, measureDensity } from './events';
import { gemmPacked } from './gemm';
import { LIF_BLOCK, RESET_NONE, RESET_SUBTRACT, RESET_ZERO } from './lifForward';
import { storeLanes } from './partial';
import { rowProduct } from './rowProduct';
import { surrogateDerivative } from './surrogate';

/** Samples that go back through a recurrent layer together; `scratch.ts` knows it too. */
const LIF_SAMPLES: i32 = 16;

/** Below this share of nonzero gradients their product with the weights goes over event lists. */
const RECURRENT_EVENT_DENSITY: f32 = 0.4;

/** Adds (`sign` 1) or removes one step's spikes from the count of spikes in the refractory window. */
function countSpikes(counts: i32, s: i32, count: i32, sign: f32): void {
  const by = f32x4.splat(sign);
  for (let n = 0; n < count; n += 4) {
    const o = n << 2;
    v128.store(counts + o, f32x4.add(v128.load(counts + o), f32x4.mul(by, v128.load(s + o))));
  }
}

/**
 * One step back for `count` neurons. State rows: λ = ∂L/∂v, δi, and the spikes of the last R steps.
 * `extra` is a further gradient of the spikes (through recurrent weights) or 0. With `sum`, the
 * gradient of the current is added to `out` instead of stored.
 */
// @ts-ignore: decorator
@inline
function stepBack(
  zeroReset: bool, refractory: bool, held: bool,
  u: i32, s: i32, gs: i32, gu: i32, extra: i32,
  lambda: i32, di: i32, counts: i32, out: i32, sum: i32, count: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetSlope: f32, spiking: i32,
  kind: i32, steepness: f32,
): void {
  const a = f32x4.splat(decayMem);
  const g = f32x4.splat(gain);
  const b = f32x4.splat(decaySyn);
  const theta = f32x4.splat(threshold);
  const slope = f32x4.splat(resetSlope);
  const zero = f32x4.splat(0);
  for (let n = 0; n < count; n += 4) {
    const o = n << 2;
    const membrane = v128.load(u + o);
    const fromNext = v128.load(lambda + o);
    let du = zeroReset ? v128.and(fromNext, f32x4.eq(v128.load(s + o), zero)) : fromNext;
    if (gu) du = f32x4.add(du, v128.load(gu + o));
    let silent = zero;
    if (refractory) silent = f32x4.gt(v128.load(counts + o), zero);
    if (spiking) {
      let ds = gs ? v128.load(gs + o) : zero;
      if (extra) ds = f32x4.add(ds, v128.load(extra + o));
      const throughReset = f32x4.mul(slope, fromNext);
      ds = f32x4.add(ds, zeroReset ? f32x4.mul(throughReset, membrane) : throughReset);
      let sigma = surrogateDerivative(kind, steepness, f32x4.sub(membrane, theta));
      if (refractory) sigma = v128.andnot(sigma, silent);
      du = f32x4.add(du, f32x4.mul(ds, sigma));
    }
    let back = f32x4.mul(a, du);
    let drive = f32x4.mul(g, du);
    if (held) {
      back = v128.bitselect(du, back, silent);
      drive = v128.andnot(drive, silent);
    }
    const current = f32x4.add(drive, f32x4.mul(b, v128.load(di + o)));
    v128.store(lambda + o, back);
    v128.store(di + o, current);
    const result = sum ? f32x4.add(v128.load(out + o), current) : current;
    if (n + 4 <= count) v128.store(out + o, result);
    else storeLanes(out + o, result, count - n);
  }
}

/**
 * The same where the gain of a step is `h` after a spike and `g` else: reset to zero, no refractory
 * steps, no synaptic filter. `uBefore` and `sBefore` are the step before, or 0 in the first. Rows: λ,
 * and κ, the gradient of a spike by way of the next step's gain: κ = δu·(h − g)·i, where the current
 * i = (u − a·v)/gain is not stored.
 */
function stepBackTwoGains(
  u: i32, s: i32, uBefore: i32, sBefore: i32, gs: i32, gu: i32, extra: i32,
  lambda: i32, kappa: i32, out: i32, sum: i32, count: i32,
  decayMem: f32, g: f32, h: f32, threshold: f32, resetSlope: f32, kind: i32, steepness: f32,
): void {
  const a = f32x4.splat(decayMem);
  const theta = f32x4.splat(threshold);
  const slope = f32x4.splat(resetSlope);
  const onGain = f32x4.splat(-resetSlope * (h - g));
  const zero = f32x4.splat(0);
  for (let n = 0; n < count; n += 4) {
    const o = n << 2;
    const membrane = v128.load(u + o);
    const fromNext = v128.load(lambda + o);
    let du = v128.and(fromNext, f32x4.eq(v128.load(s + o), zero));
    if (gu) du = f32x4.add(du, v128.load(gu + o));
    let ds = gs ? v128.load(gs + o) : zero;
    if (extra) ds = f32x4.add(ds, v128.load(extra + o));
    ds = f32x4.add(ds, f32x4.add(f32x4.mul(f32x4.mul(slope, fromNext), membrane), v128.load(kappa + o)));
    du = f32x4.add(du, f32x4.mul(ds, surrogateDerivative(kind, steepness, f32x4.sub(membrane, theta))));
    let gain = f32x4.splat(g);
    let inverse = f32x4.splat(1 / g);
    let fromCurrent = membrane;
    if (uBefore) {
      const silent = f32x4.eq(v128.load(sBefore + o), zero);
      gain = v128.bitselect(gain, f32x4.splat(h), silent);
      inverse = v128.bitselect(inverse, f32x4.splat(1 / h), silent);
      fromCurrent = f32x4.sub(membrane, v128.and(f32x4.mul(a, v128.load(uBefore + o)), silent));
    }
    v128.store(kappa + o, f32x4.mul(f32x4.mul(onGain, du), f32x4.mul(fromCurrent, inverse)));
    v128.store(lambda + o, f32x4.mul(a, du));
    const current = f32x4.mul(gain, du);
    const result = sum ? f32x4.add(v128.load(out + o), current) : current;
    if (n + 4 <= count) v128.store(out + o, result);
    else storeLanes(out + o, result, count - n);
  }
}

function stepBackAny(
  resetKind: i32, refractorySteps: i32,
  u: i32, s: i32, gs: i32, gu: i32, extra: i32,
  lambda: i32, di: i32, counts: i32, out: i32, sum: i32, count: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetSlope: f32, spiking: i32,
  kind: i32, steepness: f32,
): void {
  if (refractorySteps == 0) {
    if (resetKind == RESET_ZERO) {
      stepBack(true, false, false, u, s, gs, gu, extra, lambda, di, counts, out, sum, count,
        decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
    } else {
      stepBack(false, false, false, u, s, gs, gu, extra, lambda, di, counts, out, sum, count,
        decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
    }
  } else if (resetKind == RESET_ZERO) {
    stepBack(true, true, true, u, s, gs, gu, extra, lambda, di, counts, out, sum, count,
      decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
  } else if (resetKind == RESET_SUBTRACT) {
    stepBack(false, true, true, u, s, gs, gu, extra, lambda, di, counts, out, sum, count,
      decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
  } else {
    stepBack(false, true, false, u, s, gs, gu, extra, lambda, di, counts, out, sum, count,
      decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
  }
}

/** extra[samples, n] = δ[samples, n] · wᵀ: by the nonzero δ where these are few, else all of them. */
function throughWeights(
  delta: i32, turned: i32, packed: i32, extra: i32, samples: i32, n: i32, events: i32,
): void {
  // Both sum in the same order, so that the choice does not show in the bits.
  if (measureDensity(delta, samples, n) >= RECURRENT_EVENT_DENSITY) {
    gemmPacked(delta, packed, 0, 0, extra, samples, n, n);
    return;
  }
  const rowBytes = n << 2;
  for (let sample = 0; sample < samples; sample++) {
    const end = extractEvents(delta, n, rowBytes, events);
    rowProduct(events, end, turned, 0, extra, n);
    delta += rowBytes;
    extra += rowBytes;
  }
}

/**
 * The neurons `from` … `to` of batch · neurons; with recurrent weights, the samples `from` … `to`.
 * `turned` is the transpose of these weights and `packed` its panels, or both are 0.
 */
export function lifBackward(
  u: i32, s: i32, gradSpikes: i32, gradMembrane: i32,
  steps: i32, batch: i32, neurons: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetAmount: f32,
  resetKind: i32, refractorySteps: i32, spiking: i32, gainAfterSpike: f32,
  kind: i32, steepness: f32, resetFlows: i32,
  turned: i32, packed: i32, gradCurrent: i32, sumOverSteps: i32, scratch: i32, from: i32, to: i32,
): void {
  const refractory = spiking ? refractorySteps : 0;
  // ∂v/∂s is −θ_r (subtract), −u (zero: the factor u enters in the step), 0 (none, or stopped).
  let resetSlope: f32 = 0;
  if (resetFlows && resetKind == RESET_SUBTRACT) resetSlope = -resetAmount;
  if (resetFlows && resetKind == RESET_ZERO) resetSlope = -1;
  const timeBytes = (batch * neurons) << 2;
  // With recurrence a step needs all neurons of the next one: whole samples then, several of them, so
  // that the product with the transposed weights is a matrix product.
  const block = packed ? LIF_SAMPLES * neurons : LIF_BLOCK;
  const first = packed ? from * neurons : from;
  const end = packed ? to * neurons : to;
  const rowBytes = ((block + 3) & ~3) << 2;
  const lambda = scratch;
  const di = lambda + rowBytes;
  const counts = di + rowBytes;
  const extra = counts + rowBytes;
  const events = extra + rowBytes;
  for (let n = first; n < end; n += block) {
    const count = min(block, end - n);
    memory.fill(lambda, 0, 3 * rowBytes);
    const last = steps - 1;
    let at = (n << 2) + last * timeBytes;
    if (sumOverSteps) memory.fill(gradCurrent + (n << 2), 0, count << 2);
    for (let back = 1; back <= min(refractory, last); back++) {
      countSpikes(counts, s + at - back * timeBytes, count, 1);
    }
    for (let t = last; t >= 0; t--) {
      const isLast = t == last;
      if (refractory && !isLast) {
        countSpikes(counts, s + at, count, -1);
        if (t >= refractory) countSpikes(counts, s + at - refractory * timeBytes, count, 1);
      }
      if (packed && !isLast) {
        throughWeights(gradCurrent + at + timeBytes, turned, packed, extra, count / neurons,
          neurons, events);
      }
      const gs = gradSpikes ? gradSpikes + at : 0;
      const gu = gradMembrane ? gradMembrane + at : 0;
      const through = packed && !isLast ? extra : 0;
      const out = sumOverSteps ? gradCurrent + (n << 2) : gradCurrent + at;
      if (gainAfterSpike != gain) {
        const before = t ? at - timeBytes : 0;
        stepBackTwoGains(u + at, s + at, t ? u + before : 0, t ? s + before : 0, gs, gu, through,
          lambda, di, out, sumOverSteps, count,
          decayMem, gain, gainAfterSpike, threshold, resetSlope, kind, steepness);
      } else {
        stepBackAny(resetKind, refractory, u + at, s + at, gs, gu, through, lambda, di, counts,
          out, sumOverSteps, count,
          decayMem, gain, decaySyn, threshold, resetSlope, spiking, kind, steepness);
      }
      at -= timeBytes;
    }
  }
}
