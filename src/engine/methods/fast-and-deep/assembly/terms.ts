import { exp, expOne } from './math';

/**
 * Parts of the backward pass (§4) that depend on one time alone, so that pairs cost products only:
 * with t₀ the sample's first input, e^{−D} = e^{(t_i − t₀)/τ} · e^{−(T_j − t₀)/τ}, the same for D/r.
 *
 * Of the two exponentials of k the one that falls faster is called `fast`, the other `slow`, so that
 * k = (slow − fast)/|r − 1| for r above and below 1. Times further apart than some 700 τ would
 * overflow; `pairGradients` is for those.
 */

/** Stands for the time of a silent neuron: before every input, so that no input is causal. */
export const NEVER: f64 = -1e300;

/** Bytes of a record of `outputTerms`, and where its rows are. */
export const RECORD: i32 = 320;
export const BY_WEIGHT: i32 = 64;
export const BY_TIME: i32 = 128;
export const FAST: i32 = 192;
export const SLOW: i32 = 256;

/** Bytes of one row of `inputTerms`: a float64 a sample, padded to whole vectors. */
// @ts-ignore: decorator
@inline
export function termBytes(batch: i32): i32 {
  return ((batch + 1) & ~1) << 3;
}

/**
 * @param times f64 [batch, stride], the first nReal of each row; then nBias of `biases`
 * @param sorted f64 [batch, nReal + nBias + 1]: each row starts with t₀
 * @param out f64 [nReal + nBias, 3, even batch]: t, then its factors in `fast` and `slow` (for r = 1
 *   in the first alone), 0 for inputs that never spike
 */
export function inputTerms(
  times: i32, stride: i32, nReal: i32, biases: i32, nBias: i32, batch: i32,
  sorted: i32, tauSyn: f64, tauRatio: f64, out: i32,
): void {
  const n = nReal + nBias;
  const rowBytes = termBytes(batch);
  const fastRate = f64x2.splat(max(1, 1 / tauRatio) / tauSyn);
  const slowRate = f64x2.splat(min(1, 1 / tauRatio) / tauSyn);
  for (let b = 0; b < batch; b += 2) {
    const other = min(b + 1, batch - 1);
    const first = f64x2.replace_lane(
      v128.load64_splat(sorted + ((b * (n + 1)) << 3)),
      1,
      load<f64>(sorted + ((other * (n + 1)) << 3)),
    );
    const rowA = times + ((b * stride) << 3);
    const rowB = times + ((other * stride) << 3);
    let to = out + (b << 3);
    for (let i = 0; i < n; i++, to += 3 * rowBytes) {
      const time = i < nReal
        ? f64x2.replace_lane(v128.load64_splat(rowA + (i << 3)), 1, load<f64>(rowB + (i << 3)))
        : v128.load64_splat(biases + ((i - nReal) << 3));
      const spikes = f64x2.lt(time, f64x2.splat(Infinity));
      const since = v128.and(f64x2.sub(time, first), spikes);
      v128.store(to, time);
      v128.store(to + rowBytes, v128.and(exp(f64x2.mul(since, fastRate)), spikes));
      if (tauRatio != 1) {
        v128.store(to + 2 * rowBytes, v128.and(exp(f64x2.mul(since, slowRate)), spikes));
      }
    }
  }
}

/** Largest k(D) over the causal inputs of one spike. */
function largestResponse(times: i32, spike: f64, tauSyn: f64, tauRatio: f64): f64 {
  let largest: f64 = 0;
  for (let at = times; load<f64>(at) <= spike; at += 8) {
    const d = (spike - load<f64>(at)) / tauSyn;
    const k = tauRatio == 1
      ? d * expOne(-d)
      : (expOne(-d / tauRatio) - expOne(-d)) / (tauRatio - 1);
    largest = max(largest, k);
  }
  return largest;
}

/**
 * Terms of the outputs, eight neurons side by side for one sample after the other. The rows of a
 * record: T (`NEVER` where silent), the factor of the weight gradients −e τ/S (0 where the guard holds
 * the pair of sample and neuron back), that of the time gradients e/S, and e^{−(T − t₀)…} for `fast` and
 * `slow`. For r = 1 both factors contain e^{−(T − t₀)/τ}, unless they are for `pairGradients`.
 *
 * @param spikes f64 [batch, n], n a multiple of 8
 * @param slopes f64 [batch, n], S
 * @param errors f64 [batch, n], e = dL/dT
 * @param peak the largest value of k
 * @param forPairs 1 when `pairGradients` will read them
 * @param out f64 [n / 8, batch, 5, 8]
 */
export function outputTerms(
  spikes: i32, slopes: i32, errors: i32, batch: i32, n: i32, sorted: i32, nIn: i32,
  tauSyn: f64, tauRatio: f64, peak: f64, maxDwNorm: f64, forPairs: i32, out: i32,
): void {
  const fastRate = max(1, 1 / tauRatio) / tauSyn;
  const slowRate = min(1, 1 / tauRatio) / tauSyn;
  for (let j = 0; j < n; j += 8) {
    for (let b = 0; b < batch; b++, out += RECORD) {
      const times = sorted + ((b * (nIn + 1)) << 3);
      const first = load<f64>(times);
      memory.fill(out, 0, RECORD);
      for (let lane = 0; lane < 8; lane++) {
        const from = (b * n + j + lane) << 3;
        const to = out + (lane << 3);
        const slope = load<f64>(slopes + from);
        const error = load<f64>(errors + from);
        store<f64>(to, NEVER);
        if (slope == 0 || error == 0) continue;
        const spike = load<f64>(spikes + from);
        const byTime = error / slope;
        let byWeight = -byTime * tauSyn;
        if (
          Math.abs(byWeight) * peak > maxDwNorm &&
          Math.abs(byWeight) * largestResponse(times, spike, tauSyn, tauRatio) > maxDwNorm
        ) {
          byWeight = 0;
        }
        const fast = expOne((first - spike) * fastRate);
        const own = tauRatio == 1 && !forPairs ? fast : 1;
        store<f64>(to, spike);
        store<f64>(to, byWeight * own, BY_WEIGHT);
        store<f64>(to, byTime * own, BY_TIME);
        if (tauRatio == 1) continue;
        store<f64>(to, fast, FAST);
        store<f64>(to, expOne((first - spike) * slowRate), SLOW);
      }
    }
  }
}
