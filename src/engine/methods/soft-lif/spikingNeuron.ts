/**
 * The LIF neuron that a soft-LIF neuron becomes, a step at a time (method spec §5; Nengo's update).
 *
 *   ref ← ref − dt,  d = clip(dt − ref, 0, dt),  V ← V − (J − V)·expm1(−d/τ_rc)
 *   V > 1: spike at t_s = dt + τ_rc·ln(1 − (V − 1)/(J − 1)) of the step, V ← 0, ref ← τ_ref + t_s
 *   V < 0: V ← 0
 *
 * The time of the crossing inside the step keeps mean rates right however long a step is.
 */
import type { LifTimes } from './rates.ts';

/** V and the rest of the refractory period of a population, both zero at the start. */
export interface SpikingState {
  readonly voltage: Float64Array;
  readonly refractory: Float64Array;
}

export function restingState(size: number): SpikingState {
  return { voltage: new Float64Array(size), refractory: new Float64Array(size) };
}

/** One step of `dtS` seconds under currents J; writes 1 to `spikes` where a neuron fires, else 0. */
export function spikingStep(
  state: SpikingState,
  currents: ArrayLike<number>,
  { tauRefS, tauRcS }: LifTimes,
  dtS: number,
  spikes: Float64Array,
): void {
  const { voltage, refractory } = state;
  for (let i = 0; i < voltage.length; i++) {
    const current = currents[i]!;
    const rest = refractory[i]! - dtS;
    const active = Math.min(Math.max(dtS - rest, 0), dtS);
    const before = voltage[i]!;
    const v = before - (current - before) * Math.expm1(-active / tauRcS);
    const fires = v > 1;
    spikes[i] = fires ? 1 : 0;
    refractory[i] = fires ? tauRefS + dtS + tauRcS * Math.log1p(-(v - 1) / (current - 1)) : rest;
    voltage[i] = fires ? 0 : Math.max(v, 0);
  }
}
