/**
 * What one input of weight 1 does to the potential of a neuron of ratio r = τ_m/τ_s, s = (t − t_i)/τ_s
 * after it (§1, §4), scaled so that the threshold is C = g_l (θ − V_leak):
 *
 *   k(s) = s e^{−s}                         r = 1
 *   k(s) = (e^{−s/r} − e^{−s}) / (r − 1)    otherwise
 *
 * Source: Göltz, Kriener et al., Nature Machine Intelligence 3 (2021).
 */

/** The neurons of one layer. Times are in whatever unit `tauSyn` has. */
export interface FirstSpikeNeuron {
  /** r = τ_m/τ_s. */
  readonly tauRatio: number;
  readonly tauSyn: number;
  /** C = g_l (θ − V_leak), above 0; with g_l = τ_s/τ_m and V_leak = 0 it is θ/r. */
  readonly drive: number;
}

/** k(s) for s ≥ 0. */
export function response(s: number, tauRatio: number): number {
  if (tauRatio === 1) return s * Math.exp(-s);
  // From the slower exponential: no cancellation for small s or r near 1, no overflow for large s.
  const slower = Math.min(s, s / tauRatio);
  return (-Math.exp(-slower) * Math.expm1(-Math.abs(s - s / tauRatio))) / Math.abs(tauRatio - 1);
}

/** k′(s) for s ≥ 0. */
export function responseSlope(s: number, tauRatio: number): number {
  if (tauRatio === 1) return (1 - s) * Math.exp(-s);
  return (Math.exp(-s) - response(s, tauRatio)) / tauRatio;
}

/** The largest value of k. */
export function responsePeak(tauRatio: number): number {
  if (tauRatio === 1) return Math.exp(-1);
  return response((tauRatio * Math.log(tauRatio)) / (tauRatio - 1), tauRatio);
}
