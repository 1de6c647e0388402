/**
 * Steady rates of a LIF neuron and of its smooth stand-in, in float64 (method spec §1, §2).
 *
 * The neuron is normalised: threshold 1, reset 0, τ_rc dV/dt = J − V, refractory period τ_ref.
 * Source: Hunsberger & Eliasmith 2015 (arXiv:1510.08829), 2016 (arXiv:1611.05141).
 */

/** Times in seconds, so that rates are in Hz. */
export interface LifTimes {
  readonly tauRefS: number;
  readonly tauRcS: number;
}

/** A soft-LIF neuron of a network: current J = gain·x + 1, output amp·r(J). */
export interface SoftLif extends LifTimes {
  readonly gain: number;
  /** Output of a neuron that fires at 1 Hz; a spike has the area amp. */
  readonly amp: number;
  /** Width of the softplus, in units of the current. */
  readonly gamma: number;
}

/** Above this y the softplus is y itself, below −20 its logarithm is y, to float64 rounding. */
const LINEAR_ABOVE = 30;
const EXPONENTIAL_BELOW = -20;

/** r(J) = 1 / (τ_ref + τ_rc·ln(1 + 1/(J − 1))) in Hz for J > 1, else 0. */
export function lifRate(current: number, { tauRefS, tauRcS }: LifTimes): number {
  return current > 1 ? 1 / (tauRefS + tauRcS * Math.log1p(1 / (current - 1))) : 0;
}

/** dr/dJ = τ_rc·r² / (J·(J − 1)) for J > 1, else 0; unbounded just above 1. */
export function lifSlope(current: number, times: LifTimes): number {
  if (current <= 1) return 0;
  return (times.tauRcS * lifRate(current, times) ** 2) / (current * (current - 1));
}

/** Rate in Hz with z = γ·ln(1 + e^y), y = (J − 1)/γ, in the place of max(J − 1, 0). */
export function softRate(current: number, times: LifTimes, gamma: number): number {
  const y = (current - 1) / gamma;
  const log = y < EXPONENTIAL_BELOW ? -y - Math.log(gamma) : Math.log1p(1 / softplus(y, gamma));
  return 1 / (times.tauRefS + times.tauRcS * log);
}

/** dr/dJ = τ_rc·r²·sg(y) / (z·(z + 1)), sg the logistic function. */
export function softSlope(current: number, times: LifTimes, gamma: number): number {
  const y = (current - 1) / gamma;
  const rate = softRate(current, times, gamma);
  if (y < EXPONENTIAL_BELOW) return (times.tauRcS * rate ** 2) / gamma;
  const z = softplus(y, gamma);
  return (times.tauRcS * rate ** 2) / ((1 + Math.exp(-y)) * z * (z + 1));
}

function softplus(y: number, gamma: number): number {
  return gamma * (y > LINEAR_ABOVE ? y : Math.log1p(Math.exp(y)));
}
