import { extractEvents } from './events';
import { storeLanes } from './partial';
import { rowSum } from './rowProduct';

/** Reset kinds, as in the loader: what a spike does to the membrane. */
export const RESET_SUBTRACT: i32 = 0;
export const RESET_ZERO: i32 = 1;
export const RESET_NONE: i32 = 2;

/** Neurons carried through time together: three rows of state stay in the first-level cache. */
export const LIF_BLOCK: i32 = 1024;

/**
 * One step of `count` neurons. State rows: v after reset, i, and the steps of refractoriness left
 * (floats), or, where the gain depends on it, the spike of the step before. The first four arguments
 * are literals at each call, so that each case is its own loop.
 */
// @ts-ignore: decorator
@inline
function step(
  zeroReset: bool, refractory: bool, held: bool, twoGains: bool,
  x: i32, u: i32, s: i32, v: i32, i: i32, r: i32, count: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetAmount: f32, refractorySteps: f32,
  gainAfterSpike: f32,
): void {
  const a = f32x4.splat(decayMem);
  const g = f32x4.splat(gain);
  const b = f32x4.splat(decaySyn);
  const theta = f32x4.splat(threshold);
  const amount = f32x4.splat(resetAmount);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const steps = f32x4.splat(refractorySteps);
  for (let n = 0; n < count; n += 4) {
    const o = n << 2;
    const before = v128.load(v + o);
    const current = f32x4.add(f32x4.mul(b, v128.load(i + o)), v128.load(x + o));
    v128.store(i + o, current);
    const factor = twoGains
      ? v128.bitselect(f32x4.splat(gainAfterSpike), g, f32x4.gt(v128.load(r + o), zero))
      : g;
    let membrane = f32x4.add(f32x4.mul(a, before), f32x4.mul(factor, current));
    let fires: v128;
    if (refractory) {
      const left = v128.load(r + o);
      const silent = f32x4.gt(left, zero);
      if (held) membrane = v128.bitselect(before, membrane, silent);
      fires = v128.andnot(f32x4.ge(membrane, theta), silent);
      v128.store(r + o, v128.bitselect(steps, f32x4.max(f32x4.sub(left, one), zero), fires));
    } else {
      fires = f32x4.ge(membrane, theta);
    }
    const spikes = v128.and(fires, one);
    if (twoGains) v128.store(r + o, spikes);
    const after = zeroReset
      ? v128.andnot(membrane, fires)
      : f32x4.sub(membrane, f32x4.mul(amount, spikes));
    v128.store(v + o, after);
    if (n + 4 <= count) {
      v128.store(u + o, membrane);
      v128.store(s + o, spikes);
    } else {
      storeLanes(u + o, membrane, count - n);
      storeLanes(s + o, spikes, count - n);
    }
  }
}

function stepAny(
  resetKind: i32, refractorySteps: i32,
  x: i32, u: i32, s: i32, v: i32, i: i32, r: i32, count: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetAmount: f32, gainAfterSpike: f32,
): void {
  const steps = f32(refractorySteps);
  const amount = resetKind == RESET_SUBTRACT ? resetAmount : 0;
  if (gainAfterSpike != gain) {
    step(true, false, false, true, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps,
      gainAfterSpike);
  } else if (refractorySteps == 0) {
    if (resetKind == RESET_ZERO) {
      step(true, false, false, false, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps, gain);
    } else {
      step(false, false, false, false, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps, gain);
    }
  } else if (resetKind == RESET_ZERO) {
    step(true, true, true, false, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps, gain);
  } else if (resetKind == RESET_SUBTRACT) {
    step(false, true, true, false, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps, gain);
  } else {
    step(false, true, false, false, x, u, s, v, i, r, count, decayMem, gain, decaySyn, threshold, amount, steps, gain);
  }
}

/**
 * The neurons `from` … `to` of batch · neurons through all of time; with recurrent weights, the
 * samples `from` … `to`. Another `gainAfterSpike` than `gain` asks for reset to zero, no refractory
 * steps and no synaptic filter.
 */
export function lifForward(
  x: i32, xIsStatic: i32, steps: i32, batch: i32, neurons: i32,
  decayMem: f32, gain: f32, decaySyn: f32, threshold: f32, resetAmount: f32,
  resetKind: i32, refractorySteps: i32, spiking: i32, gainAfterSpike: f32,
  wRec: i32, u: i32, s: i32, scratch: i32, from: i32, to: i32,
): void {
  const theta = spiking ? threshold : f32.MAX_VALUE * 2; // infinity: never reached
  const refractory = spiking ? refractorySteps : 0;
  const all = batch * neurons;
  const timeBytes = all << 2;
  const inputBytes = xIsStatic ? 0 : timeBytes;
  // Without recurrence neurons are independent: blocks of them, each through all of time.
  // With it, a sample's row is the block.
  const block = wRec ? neurons : LIF_BLOCK;
  const first = wRec ? from * neurons : from;
  const last = wRec ? to * neurons : to;
  const rowBytes = ((block + 3) & ~3) << 2;
  const v = scratch;
  const i = v + rowBytes;
  const r = i + rowBytes;
  const current = r + rowBytes;
  const events = current + rowBytes;
  for (let n = first; n < last; n += block) {
    const count = min(block, last - n);
    memory.fill(v, 0, 3 * rowBytes);
    let at = n << 2;
    let input = x + at;
    for (let t = 0; t < steps; t++) {
      if (wRec && t) {
        const end = extractEvents(s + at - timeBytes, count, neurons << 2, events);
        // Its own spikes are ones.
        rowSum(events, end, wRec, input, current, count);
        stepAny(resetKind, refractory, current, u + at, s + at, v, i, r, count,
          decayMem, gain, decaySyn, theta, resetAmount, gainAfterSpike);
      } else {
        stepAny(resetKind, refractory, input, u + at, s + at, v, i, r, count,
          decayMem, gain, decaySyn, theta, resetAmount, gainAfterSpike);
      }
      at += timeBytes;
      input += inputBytes;
    }
  }
}
