/**
 * The spike-train level post-synaptic potential e_ij (§2): what the train of j adds, unweighted, to
 * the membrane of i just before each spike of i, summed over i's spikes.
 */
import { matrix } from './matrix.ts';
import type { SpikeTrain } from './neuron.ts';

export interface PspConstants {
  readonly tauMem: number;
  readonly tauSyn: number;
  readonly refractorySteps: number;
}

/**
 * The time-stepped form, for dense and recurrent layers:
 *
 *   p ← p − p/τ_s + s_j[t−1],  q ← q − q/τ_m + p/τ_s,  q ← 0 while i is refractory
 *   at a spike of i:  e ← e + q,  q ← 0
 */
export function steppedPsp(
  pre: SpikeTrain,
  post: SpikeTrain,
  steps: number,
  { tauMem, tauSyn, refractorySteps }: PspConstants,
): number {
  if (pre.length === 0 || post.length === 0) return 0;
  const preFires = new Set(pre);
  const postFires = new Set(post);
  let p = 0;
  let q = 0;
  let refractory = 0;
  let sum = 0;
  for (let t = 0; t < steps; t++) {
    p -= p / tauSyn;
    if (preFires.has(t - 1)) p += 1;
    q -= q / tauMem;
    q += p / tauSyn;
    if (refractory > 0) {
      q = 0;
      refractory--;
    }
    if (postFires.has(t)) {
      sum += q;
      q = 0;
      refractory = refractorySteps;
    }
  }
  return sum;
}

/** How many membrane time constants before a spike of i a spike of j still counts. */
const WINDOW_TAUS = 4;
/** What the published code returns for a silent neuron with an active input. */
const SILENT_POST = 0.1;

/**
 * The kernel form, the published definition, for convolution and pooling: over all pairs with
 * t = t_i − t_j − t_ref ≥ 0 and t_j ≥ t_i − 4τ_m, s = t_i − t̂ since the end t̂ of i's last
 * refractory period (1 before the first spike):
 *
 *   ε = exp(−max(t − s, 0)/τ_s) / (1 − τ_s/τ_m) · [exp(−min(s, t)/τ_m) − exp(−min(s, t)/τ_s)]
 */
export function kernelPsp(
  pre: SpikeTrain,
  post: SpikeTrain,
  { tauMem, tauSyn, refractorySteps }: PspConstants,
): number {
  if (pre.length === 0) return 0;
  if (post.length === 0) return SILENT_POST;
  let sum = 0;
  let free = 1;
  for (const ti of post) {
    const s = ti - free;
    for (const tj of pre) {
      const t = ti - tj - refractorySteps;
      if (t < 0 || tj < ti - WINDOW_TAUS * tauMem) continue;
      const shared = Math.min(s, t);
      const decayed = Math.exp(-Math.max(t - s, 0) / tauSyn) / (1 - tauSyn / tauMem);
      sum += decayed * (Math.exp(-shared / tauMem) - Math.exp(-shared / tauSyn));
    }
    free = ti + refractorySteps;
  }
  return sum;
}

/** Every e_ij of a layer, [post][pre], time-stepped. */
export function layerPsp(
  pre: readonly SpikeTrain[],
  post: readonly SpikeTrain[],
  steps: number,
  constants: PspConstants,
): number[][] {
  return matrix(post.length, pre.length, (i, j) => steppedPsp(pre[j]!, post[i]!, steps, constants));
}

/** What e_ij/o_j is taken for when one of the two neurons is silent (§4). */
const SILENT_RATIO = 0.5;

/** ∂e_ij/∂o_j ≈ e_ij/o_j, 0.5 when either neuron is silent (§4). */
export function perSpike(e: number, preCount: number, postCount: number): number {
  return preCount === 0 || postCount === 0 ? SILENT_RATIO : e / preCount;
}
