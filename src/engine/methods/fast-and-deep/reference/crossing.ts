/**
 * When a neuron that gets no further input reaches its threshold (§2, in the form of §3).
 *
 * The state at the last input is the synaptic current A = Σ w e^{−D} and the scaled potential
 * U = g_l (V − V_leak) = Σ w k(D), D the times since the inputs in units of τ_s. From there, with
 * C = g_l (θ − V_leak) and s the time in units of τ_s,
 *
 *   U(s) = U e^{−s/r} + A k(s),    r dU/ds = A e^{−s} − U(s).
 */
import { response } from '../response.ts';
import { lambertW0 } from './lambertW.ts';

/**
 * Time s ≥ 0 of the upward crossing of C from a state below it; NaN when there is none.
 *
 *   r = 1:  s = −U/A − W₀(−(C/A) e^{−U/A})
 *   r = 2:  s = 2 ln( 2A / (A₂ + √(A₂² − 4 A C)) ),  A₂ = U + A
 *   other:  Newton's iteration on U(s) = C between 0 and the peak
 */
export function upwardCrossing(a: number, u: number, tauRatio: number, drive: number): number {
  // Without a positive current the potential above rest only falls.
  if (!(a > 0)) return Number.NaN;
  if (tauRatio === 1) return -u / a - lambertW0(-(drive / a) * Math.exp(-u / a));
  if (tauRatio === 2) {
    const slow = u + a;
    const root = Math.sqrt(slow * slow - 4 * a * drive);
    const ratio = (2 * a) / (slow + root);
    return ratio > 0 ? 2 * Math.log(ratio) : Number.NaN;
  }
  return crossingByRoot(a, u, tauRatio, drive);
}

/** The potential s after the state (A, U). */
function potentialAfter(a: number, u: number, s: number, tauRatio: number): number {
  return u * Math.exp(-s / tauRatio) + a * response(s, tauRatio);
}

/** Time of the maximum, where A e^{−s} = U(s); negative when the potential is falling, NaN without one. */
function peakTime(a: number, u: number, tauRatio: number): number {
  if (tauRatio === 1) return 1 - u / a;
  const shift = ((tauRatio - 1) * (u - a)) / (tauRatio * a);
  return (-tauRatio / (tauRatio - 1)) * Math.log1p(shift);
}

/**
 * On the way to the peak U(s) rises and bends down, so Newton's iteration from 0 approaches the
 * crossing from below and never passes it. Close to a tangent it slows down to halving the distance.
 */
function crossingByRoot(a: number, u: number, tauRatio: number, drive: number): number {
  const peak = peakTime(a, u, tauRatio);
  if (!(peak >= 0 && potentialAfter(a, u, peak, tauRatio) >= drive)) return Number.NaN;
  let s = 0;
  for (let round = 0; round < 200; round++) {
    const value = potentialAfter(a, u, s, tauRatio);
    const step = (tauRatio * (drive - value)) / (a * Math.exp(-s) - value);
    if (!(step > 0) || s + step > peak) break;
    s += step;
    if (step <= 1e-16 * s) break;
  }
  return s;
}
