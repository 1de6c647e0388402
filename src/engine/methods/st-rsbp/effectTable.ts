/**
 * The mean of e between random trains, exactly, and its quartics (§4 of the method).
 *
 * The paper fits Monte-Carlo means. The limit of infinitely many draws has a closed form, because e is
 * linear in the pre train and, between resets, in the membrane: with Q the membrane that is never reset,
 *
 *   e = Σ_k [ Q(t_k) − a^{t_k − r_k} Q(r_k) ],   r_k = t_{k−1} + t_ref,  a = 1 − 1/τ_m
 *   E[e] = Σ_v P_n(v) Q̄_m(v) − Σ_u C_n(u) Q̄_m(u + t_ref),   C_n(u) = Σ_{v > u + t_ref} P_n(u, v) a^{v − u − t_ref}
 *
 * P_n(v): probability that a train of n spikes, uniform among those in 1..T−1 with gaps > t_ref, fires at v;
 * P_n(u, v): that it fires at u and next at v; Q̄_m: the mean of Q for m pre spikes. Trains are counted,
 * not drawn, so there is no noise and no seed.
 */
import { fitQuartic } from './reference/effectPolynomials.ts';

export interface EffectTableOptions {
  readonly steps: number;
  /** Steps. */
  readonly tauMem: number;
  readonly tauSyn: number;
  readonly refractorySteps: number;
}

const LARGEST_COUNT = 100;
/** A fit needs as many counts as coefficients. */
const SMALLEST_COUNT = 5;

/** Largest count a table covers: a spike every other step that a neuron could use, at most 100. */
export function largestCount({ steps, refractorySteps }: EffectTableOptions): number {
  const often = Math.floor(steps / (refractorySteps + 2));
  return Math.max(SMALLEST_COUNT, Math.min(LARGEST_COUNT, often));
}

/** Mean of e, row m − 1 for m pre spikes, column n − 1 for n post spikes. */
export function meanEffects(options: EffectTableOptions, counts: number): Float64Array[] {
  const { steps, tauMem, tauSyn, refractorySteps } = options;
  const trains = countTrains(steps, refractorySteps, 1 - 1 / tauMem, counts);
  const traces = trains.firing.map((firing) => neverReset(firing, tauMem, tauSyn));
  return traces.map((trace) =>
    Float64Array.from({ length: counts }, (_, index) => {
      const firing = trains.firing[index]!;
      const carried = trains.carried[index]!;
      let sum = 0;
      for (let t = 1; t < steps; t++) sum += firing[t]! * trace[t]!;
      for (let t = 1; t + refractorySteps < steps; t++)
        sum -= carried[t]! * trace[t + refractorySteps]!;
      return sum;
    }),
  );
}

/** The quartic of each row, highest power first. */
export function effectPolynomials(options: EffectTableOptions): number[][] {
  return meanEffects(options, largestCount(options)).map((row) => fitQuartic([...row]));
}

/** For 1..counts spikes: where trains fire, and what the membrane at u still weighs at their next spike. */
function countTrains(
  steps: number,
  refractorySteps: number,
  decay: number,
  counts: number,
): { firing: Float64Array[]; carried: Float64Array[] } {
  const gap = refractorySteps + 1;
  // ending[k − 1][u]: trains of k spikes whose last is at u. Mirrored, those whose first is at T − u.
  const ending: Float64Array[] = [];
  for (let k = 0; k < counts; k++) {
    const fewer = ending[k - 1];
    const row = new Float64Array(steps);
    for (let u = 1; u < steps; u++)
      row[u] = fewer === undefined ? 1 : row[u - 1]! + (u >= gap ? fewer[u - gap]! : 0);
    ending.push(row);
  }
  // ahead[k − 1][u] = Σ_v a^{v − u − t_ref} · (trains of k spikes whose first is at v ≥ u + gap)
  const ahead = ending.map((row) => {
    const out = new Float64Array(steps);
    for (let u = steps - 1 - gap; u >= 0; u--)
      out[u] = decay * (out[u + 1]! + row[steps - u - gap]!);
    return out;
  });
  const firing: Float64Array[] = [];
  const carried: Float64Array[] = [];
  for (let n = 1; n <= counts; n++) {
    const at = new Float64Array(steps);
    const on = new Float64Array(steps);
    const all = ending[n - 1]!.reduce((sum, ways) => sum + ways, 0);
    for (let k = 1; all > 0 && k <= n; k++) {
      const before = ending[k - 1]!;
      const after = ending[n - k]!;
      const next = ahead[n - k - 1];
      for (let u = 1; u < steps; u++) {
        at[u]! += (before[u]! / all) * after[steps - u]!;
        if (next !== undefined) on[u]! += (before[u]! / all) * next[u]!;
      }
    }
    firing.push(at);
    carried.push(on);
  }
  return { firing, carried };
}

/** The membrane that is never reset, for a mean train. */
function neverReset(firing: Float64Array, tauMem: number, tauSyn: number): Float64Array {
  const trace = new Float64Array(firing.length);
  let p = 0;
  let q = 0;
  for (let t = 1; t < firing.length; t++) {
    p += firing[t - 1]! - p / tauSyn;
    q += p / tauSyn - q / tauMem;
    trace[t] = q;
  }
  return trace;
}
