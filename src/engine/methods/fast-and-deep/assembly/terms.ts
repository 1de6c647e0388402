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

/**
 * Factors of the inputs in `fast` and `slow`, e^{(t − t₀)…}, in the order of time.
 * @param sorted f64 [batch, nIn + 1], times in order
 * @param counts i32 [batch], inputs that spike
 * @param fast f64 [batch, nIn + 1], rows as far as inputs spike; so `slow`, for r = 1 not written
 */
export function inputTerms(
  sorted: i32, counts: i32, nIn: i32, batch: i32, tauSyn: f64, tauRatio: f64, fast: i32, slow: i32,
): void {
  const fastRate = f64x2.splat(max(1, 1 / tauRatio) / tauSyn);
  const slowRate = f64x2.splat(min(1, 1 / tauRatio) / tauSyn);
  const rowBytes = (nIn + 1) << 3;
  for (let b = 0; b < batch; b++) {
    const row = b * rowBytes;
    const end = row + (load<i32>(counts + (b << 2)) << 3);
    const first = v128.load64_splat(sorted + row);
    // The lane behind the last input is that of Infinity; nobody reads what becomes of it.
    for (let at = row; at < end; at += 16) {
      const since = f64x2.sub(v128.load(sorted + at), first);
      storeInRow(fast + at, exp(f64x2.mul(since, fastRate)), end - at);
      if (tauRatio != 1) storeInRow(slow + at, exp(f64x2.mul(since, slowRate)), end - at);
    }
  }
}

// @ts-ignore: decorator
@inline
function storeInRow(at: i32, value: v128, bytesLeft: i32): void {
  if (bytesLeft > 8) v128.store(at, value);
  else v128.store64_lane(at, value, 0);
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
 * `slow`. Unless they are for `pairGradients`, the first factor is divided by what k lacks in
 * `weightGradients`, τ or |r − 1|, and for r = 1 both contain e^{−(T − t₀)/τ}.
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
        const lacking = forPairs ? 1 : tauRatio == 1 ? tauSyn : Math.abs(tauRatio - 1);
        store<f64>(to, spike);
        store<f64>(to, (byWeight * own) / lacking, BY_WEIGHT);
        store<f64>(to, byTime * own, BY_TIME);
        if (tauRatio == 1) continue;
        store<f64>(to, fast, FAST);
        store<f64>(to, expOne((first - spike) * slowRate), SLOW);
      }
    }
  }
}

/** The latest spike of a record, `NEVER` when all eight are silent. */
// @ts-ignore: decorator
@inline
export function latest(record: i32): f64 {
  const both = f64x2.pmax(
    f64x2.pmax(v128.load(record), v128.load(record, 16)),
    f64x2.pmax(v128.load(record, 32), v128.load(record, 48)),
  );
  return max(f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1));
}
