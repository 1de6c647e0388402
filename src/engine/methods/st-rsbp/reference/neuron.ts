/**
 * The neuron of ST-RSBP (§1): first-order synapse, leaky membrane, hard reset, refractory period.
 *
 *   v ← v − v/τ_m,  e ← e − e/τ_s                       t = 0 ends here
 *   e ← e + Σ_j w_ij s_j[t−1] + Σ_p r_ip s_p[t−1]
 *   v ← v + e/τ_s;  v ← 0 while refractory
 *   spike where v > ν − 1e-6;  v ← 0, refractory for t_ref steps; e goes on
 *
 * Times are steps; v, e, ν are dimensionless.
 * Source: Zhang & Li 2019, NeurIPS, in the form of their published code.
 */
import type { Matrix } from './matrix.ts';

export interface NeuronConstants {
  readonly tauMem: number;
  readonly tauSyn: number;
  readonly refractorySteps: number;
  readonly threshold: number;
}

/** Steps in which a neuron fires, ascending. */
export type SpikeTrain = readonly number[];

export interface LayerTrace {
  readonly trains: readonly SpikeTrain[];
  /** Membrane before the decision to fire, [T][n]. */
  readonly membrane: readonly (readonly number[])[];
  /** Synaptic state after the step's input, [T][n]. */
  readonly synapse: readonly (readonly number[])[];
}

/** How far below the threshold a membrane fires already. */
const THRESHOLD_SLACK = 1e-6;

/** @param weights [n][inputs]  @param recurrent [n][n], or null */
export function simulateLayer(
  weights: Matrix,
  recurrent: Matrix | null,
  inputs: readonly SpikeTrain[],
  steps: number,
  neuron: NeuronConstants,
): LayerTrace {
  const n = weights.length;
  const v: number[] = Array.from({ length: n }, () => 0);
  const e = Array.from({ length: n }, () => 0);
  const refractory = Array.from({ length: n }, () => 0);
  const trains: number[][] = Array.from({ length: n }, () => []);
  const membrane: number[][] = [];
  const synapse: number[][] = [];
  const inputAt = firing(inputs, steps);
  let own: number[] = [];
  for (let t = 0; t < steps; t++) {
    const fired: number[] = [];
    for (let i = 0; i < n; i++) {
      v[i]! -= v[i]! / neuron.tauMem;
      e[i]! -= e[i]! / neuron.tauSyn;
      if (t === 0) continue;
      for (const j of inputAt[t - 1]!) e[i]! += weights[i]![j]!;
      if (recurrent) for (const p of own) e[i]! += recurrent[i]![p]!;
      v[i]! += e[i]! / neuron.tauSyn;
      if (refractory[i]! > 0) {
        v[i] = 0;
        refractory[i]!--;
      }
    }
    membrane.push([...v]);
    synapse.push([...e]);
    for (let i = 0; i < n; i++) {
      if (t === 0 || !(v[i]! > neuron.threshold - THRESHOLD_SLACK)) continue;
      trains[i]!.push(t);
      fired.push(i);
      v[i] = 0;
      refractory[i] = neuron.refractorySteps;
    }
    own = fired;
  }
  return { trains, membrane, synapse };
}

/** a_i (§2): the sum of a neuron's membrane over the steps in which it fires. */
export function trainPotential({ trains, membrane }: LayerTrace): number[] {
  return trains.map((train, i) => train.reduce((sum, t) => sum + membrane[t]![i]!, 0));
}

/** Which neurons fire, step by step. */
function firing(trains: readonly SpikeTrain[], steps: number): number[][] {
  const at: number[][] = Array.from({ length: steps }, () => []);
  trains.forEach((train, j) => {
    for (const t of train) at[t]?.push(j);
  });
  return at;
}
