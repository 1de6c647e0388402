import { decay4, log4 } from './softLifMath';
import { storeLanes } from './partial';

/** Neurons carried through time together: their state stays in the first-level cache. */
const SPIKING_BLOCK: i32 = 512;
const ROW: i32 = SPIKING_BLOCK << 2;

/** From the state of all neurons to a block of it, or back. */
// @ts-ignore: decorator
@inline
function copyRow(from: i32, to: i32, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    storeLanes(to + (i << 2), v128.load(from + (i << 2)), count - i);
  }
}

/**
 * One step of a block. The flags are literals at each call, so that each case is its own loop. Rows of
 * `block`: bias, V, rest of the refractory period, y₋₁, y₋₂, x₋₁.
 */
// @ts-ignore: decorator
@inline
function step(
  filtered: bool, fires: bool,
  x: i32, spikes: i32, membranes: i32, block: i32, count: i32,
  tauRef: f32, tauRc: f32, gain: f32, scale: f32, dt: f32,
  a1: f32, a2: f32, b0: f32, b1: f32, whole: v128, leak: v128,
): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const length = f32x4.splat(dt);
  for (let i = 0; i < count; i += 4) {
    const o = block + (i << 2);
    const at = i << 2;
    const input = v128.load(x + at);
    let drive = input;
    if (filtered) {
      const y1 = v128.load(o, 3 * ROW);
      const y2 = v128.load(o, 4 * ROW);
      const x1 = v128.load(o, 5 * ROW);
      drive = f32x4.add(
        f32x4.add(f32x4.mul(f32x4.splat(a1), y1), f32x4.mul(f32x4.splat(a2), y2)),
        f32x4.add(f32x4.mul(f32x4.splat(b0), input), f32x4.mul(f32x4.splat(b1), x1)),
      );
      v128.store(o, drive, 3 * ROW);
      v128.store(o, y1, 4 * ROW);
      v128.store(o, input, 5 * ROW);
    }
    drive = f32x4.add(f32x4.mul(f32x4.splat(scale), drive), v128.load(o));
    const isWhole = i + 4 <= count;
    if (!fires) {
      if (isWhole) v128.store(membranes + at, drive);
      else storeLanes(membranes + at, drive, count - i);
      continue;
    }
    const above = f32x4.mul(f32x4.splat(gain), drive);
    const before = v128.load(o, ROW);
    let rest = f32x4.sub(v128.load(o, 2 * ROW), length);
    let share = whole;
    if (v128.any_true(f32x4.gt(rest, zero))) {
      const active = f32x4.min(f32x4.max(f32x4.sub(length, rest), zero), length);
      share = decay4(f32x4.mul(active, leak));
    }
    // (J − V) · share with J = above + 1.
    const pull = f32x4.sub(f32x4.add(above, one), before);
    const v = f32x4.add(before, f32x4.mul(pull, share));
    const over = f32x4.gt(v, one);
    let spike = zero;
    let after = f32x4.max(v, zero);
    if (v128.any_true(over)) {
      // Where it fires J > V > 1; other lanes are given a harmless 1/2.
      const part = f32x4.div(f32x4.sub(v, one), above);
      const left = f32x4.sub(one, v128.bitselect(part, f32x4.splat(0.5), over));
      const crossing = f32x4.add(length, f32x4.mul(f32x4.splat(tauRc), log4(left)));
      rest = v128.bitselect(f32x4.add(f32x4.splat(tauRef), crossing), rest, over);
      spike = v128.and(over, one);
      after = v128.andnot(after, over);
    }
    v128.store(o, after, ROW);
    v128.store(o, rest, 2 * ROW);
    if (isWhole) {
      v128.store(spikes + at, spike);
      if (membranes) v128.store(membranes + at, v);
    } else {
      storeLanes(spikes + at, spike, count - i);
      if (membranes) storeLanes(membranes + at, v, count - i);
    }
  }
}

/**
 * Entries `from` … `to` of the `all` = B · N through `steps` steps of spiking LIF, as in
 * methods/soft-lif/spikingNeuron.ts, under J = gain · (scale · filtered x + bias) + 1.
 *
 * x [T or 1, B, N] are products of spikes and weights; the synaptic filter
 * y = a1·y₋₁ + a2·y₋₂ + b0·x + b1·x₋₁ is linear, so it may follow the product. A still x has one step
 * and is not filtered. state [5, B, N] holds V, rest of the refractory period, y₋₁, y₋₂, x₋₁, and is
 * updated. `spikes` 0: a readout, whose filtered sum goes to `membranes`; `membranes` may be 0 beside
 * spikes, else it takes V before the reset. bias [biasSize] repeats over the entries; it may be 0.
 */
export function softLifSpiking(
  x: i32, still: i32, bias: i32, biasSize: i32, steps: i32, all: i32,
  tauRef: f32, tauRc: f32, gain: f32, scale: f32, dt: f32,
  a1: f32, a2: f32, b0: f32, b1: f32,
  state: i32, spikes: i32, membranes: i32, scratch: i32, from: i32, to: i32,
): void {
  const timeBytes = all << 2;
  const inputBytes = still ? 0 : timeBytes;
  const whole = decay4(f32x4.splat(dt / tauRc));
  const leak = f32x4.splat(1 / tauRc);
  for (let n = from; n < to; n += SPIKING_BLOCK) {
    const count = min(SPIKING_BLOCK, to - n);
    for (let i = 0; i < count; i++) {
      store<f32>(scratch + (i << 2), bias ? load<f32>(bias + (((n + i) % biasSize) << 2)) : 0);
    }
    const own = state + (n << 2);
    for (let row = 0; row < 5; row++) {
      copyRow(own + row * timeBytes, scratch + (row + 1) * ROW, count);
    }
    let input = x + (n << 2);
    let out = n << 2;
    for (let t = 0; t < steps; t++) {
      const traced = membranes ? membranes + out : 0;
      if (!spikes) {
        if (still) {
          step(false, false, input, 0, traced, scratch, count, tauRef, tauRc, gain, scale, dt,
            a1, a2, b0, b1, whole, leak);
        } else {
          step(true, false, input, 0, traced, scratch, count, tauRef, tauRc, gain, scale, dt,
            a1, a2, b0, b1, whole, leak);
        }
      } else if (still) {
        step(false, true, input, spikes + out, traced, scratch, count, tauRef, tauRc, gain, scale, dt,
          a1, a2, b0, b1, whole, leak);
      } else {
        step(true, true, input, spikes + out, traced, scratch, count, tauRef, tauRc, gain, scale, dt,
          a1, a2, b0, b1, whole, leak);
      }
      input += inputBytes;
      out += timeBytes;
    }
    for (let row = 0; row < 5; row++) {
      copyRow(scratch + (row + 1) * ROW, own + row * timeBytes, count);
    }
  }
}
