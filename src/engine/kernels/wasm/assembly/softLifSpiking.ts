import { decay4, log4 } from './softLifMath';
import { storeLanes } from './partial';

/** Neurons carried through time together: their state stays in the first-level cache. */
const SPIKING_BLOCK: i32 = 512;

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
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const length = f32x4.splat(dt);
  const whole = decay4(f32x4.splat(dt / tauRc));
  const leak = f32x4.splat(1 / tauRc);
  const filterA1 = f32x4.splat(a1);
  const filterA2 = f32x4.splat(a2);
  const filterB0 = f32x4.splat(b0);
  const filterB1 = f32x4.splat(b1);
  for (let n = from; n < to; n += SPIKING_BLOCK) {
    const last = min(n + SPIKING_BLOCK, to);
    for (let i = n; i < last; i++) {
      store<f32>(scratch + ((i - n) << 2), bias ? load<f32>(bias + ((i % biasSize) << 2)) : 0);
    }
    for (let t = 0; t < steps; t++) {
      for (let i = n; i < last; i += 4) {
        const o = i << 2;
        const lanes = last - i;
        const input = v128.load(x + o + (still ? 0 : t * timeBytes));
        let drive = input;
        if (!still) {
          const y1 = state + o + 2 * timeBytes;
          const y2 = y1 + timeBytes;
          const x1 = y2 + timeBytes;
          const before = v128.load(y1);
          drive = f32x4.add(
            f32x4.add(f32x4.mul(filterA1, before), f32x4.mul(filterA2, v128.load(y2))),
            f32x4.add(f32x4.mul(filterB0, input), f32x4.mul(filterB1, v128.load(x1))),
          );
          storeLanes(y2, before, lanes);
          storeLanes(y1, drive, lanes);
          storeLanes(x1, input, lanes);
        }
        drive = f32x4.add(f32x4.mul(f32x4.splat(scale), drive), v128.load(scratch + ((i - n) << 2)));
        if (!spikes) {
          storeLanes(membranes + o + t * timeBytes, drive, lanes);
          continue;
        }
        const above = f32x4.mul(f32x4.splat(gain), drive);
        const rest = f32x4.sub(v128.load(state + o + timeBytes), length);
        let share = whole;
        if (v128.any_true(f32x4.gt(rest, zero))) {
          const active = f32x4.min(f32x4.max(f32x4.sub(length, rest), zero), length);
          share = decay4(f32x4.mul(active, leak));
        }
        const before = v128.load(state + o);
        // (J − V) · share with J = above + 1.
        const pull = f32x4.sub(f32x4.add(above, one), before);
        const v = f32x4.add(before, f32x4.mul(pull, share));
        const fires = f32x4.gt(v, one);
        let nextRest = rest;
        if (v128.any_true(fires)) {
          // Where it fires J > V > 1; other lanes are given a harmless 1/2.
          const over = f32x4.div(f32x4.sub(v, one), above);
          const left = f32x4.sub(one, v128.bitselect(over, f32x4.splat(0.5), fires));
          const crossing = f32x4.add(length, f32x4.mul(f32x4.splat(tauRc), log4(left)));
          nextRest = v128.bitselect(
            f32x4.add(f32x4.splat(tauRef), crossing), rest, fires,
          );
        }
        storeLanes(state + o, v128.andnot(f32x4.max(v, zero), fires), lanes);
        storeLanes(state + o + timeBytes, nextRest, lanes);
        storeLanes(spikes + o + t * timeBytes, v128.and(fires, one), lanes);
        if (membranes) storeLanes(membranes + o + t * timeBytes, v, lanes);
      }
    }
  }
}
