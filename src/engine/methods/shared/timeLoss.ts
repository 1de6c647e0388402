/**
 * The loss on first spike times (§5), with softmax p over −T/(ξ τ_s), silent outputs having p = 0:
 *
 *   L = log Σ_j exp(−(T_j − T_y)/(ξ τ_s)) + α exp(T_y/(β τ_s)),    100 when the label's output is silent
 *   dL/dT_j = ( −p_j/ξ + [j = y] (1/ξ + (α/β) e^{T_y/(β τ_s)}) ) / τ_s
 *
 * Source: Göltz, Kriener et al., Nature Machine Intelligence 3 (2021).
 */
export interface TimeLoss {
  readonly xi: number;
  readonly alpha: number;
  readonly beta: number;
  /** In the unit of the times. */
  readonly tauSyn: number;
}

const SILENT_LOSS = 100;

/** Index of the first of the earliest times; −1 when all are silent. */
export function earliest(times: Float64Array): number {
  let best = -1;
  let least = Infinity;
  for (let j = 0; j < times.length; j++) {
    if (times[j]! < least) {
      least = times[j]!;
      best = j;
    }
  }
  return best;
}

/** softmax(−T/(ξ τ_s)); all zero when every output is silent. */
export function classProbabilities(
  times: Float64Array,
  { xi, tauSyn }: TimeLoss,
  out: Float64Array,
): void {
  const first = earliest(times);
  out.fill(0);
  if (first < 0) return;
  let sum = 0;
  for (let j = 0; j < times.length; j++) {
    out[j] = Math.exp((times[first]! - times[j]!) / (xi * tauSyn));
    sum += out[j]!;
  }
  for (let j = 0; j < times.length; j++) out[j] = out[j]! / sum;
}

/**
 * Loss of one sample; its gradient times `weight` goes to `errors`.
 * @param weight 1/B for the mean over a batch
 */
export function timeLoss(
  times: Float64Array,
  label: number,
  loss: TimeLoss,
  weight: number,
  errors: Float64Array,
): number {
  const { xi, alpha, beta, tauSyn } = loss;
  const own = times[label]!;
  if (own === Infinity) {
    errors.fill(0);
    return SILENT_LOSS;
  }
  const first = times[earliest(times)]!;
  let sum = 0;
  for (let j = 0; j < times.length; j++) sum += Math.exp((first - times[j]!) / (xi * tauSyn));
  const lateness = alpha * Math.exp(own / (beta * tauSyn));
  classProbabilities(times, loss, errors);
  for (let j = 0; j < times.length; j++) {
    const target = j === label ? 1 / xi + lateness / beta : 0;
    errors[j] = (weight * (target - errors[j]! / xi)) / tauSyn;
  }
  return Math.log(sum) + (own - first) / (xi * tauSyn) + lateness;
}
