import { BY_WEIGHT, FAST, RECORD, SLOW, termBytes } from './terms';

/** acc + factor · k(D) τ for r = 1; an input after the spike adds nothing. */
// @ts-ignore: decorator
@inline
function addEqual(acc: v128, at: i32, time: v128, grown: v128): v128 {
  const elapsed = f64x2.pmax(f64x2.splat(0), f64x2.sub(v128.load(at), time));
  return f64x2.add(acc, f64x2.mul(f64x2.mul(elapsed, grown), v128.load(at, BY_WEIGHT)));
}

/** acc + factor · k(D) |r − 1|, which is below 0 exactly for inputs after the spike. */
// @ts-ignore: decorator
@inline
function addOther(acc: v128, at: i32, fast: v128, slow: v128): v128 {
  const response = f64x2.sub(
    f64x2.mul(slow, v128.load(at, SLOW)),
    f64x2.mul(fast, v128.load(at, FAST)),
  );
  return f64x2.add(acc, f64x2.mul(f64x2.pmax(f64x2.splat(0), response), v128.load(at, BY_WEIGHT)));
}

/**
 * dL/dw_ij = Σ_b factor_bj k(D_bij) over the samples in which input i is causal (§4).
 *
 * Eight neurons at a time are summed over the batch in registers, in the order of the samples.
 * @param inputs of `inputTerms`
 * @param outputs of `outputTerms`
 * @param gradient f64 [nIn, n]
 */
export function weightGradients(
  inputs: i32, outputs: i32, nIn: i32, n: i32, batch: i32, tauSyn: f64, tauRatio: f64, gradient: i32,
): void {
  const rowBytes = termBytes(batch);
  const factor = f64x2.splat(1 / (tauRatio == 1 ? tauSyn : Math.abs(tauRatio - 1)));
  for (let j = 0; j < n; j += 8) {
    const block = outputs + (j >> 3) * batch * RECORD;
    for (let i = 0; i < nIn; i++) {
      const terms = inputs + i * 3 * rowBytes;
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let at = block;
      let from = terms;
      if (tauRatio == 1) {
        for (let b = 0; b < batch; b++, at += RECORD, from += 8) {
          const time = v128.load64_splat(from);
          const grown = v128.load64_splat(from + rowBytes);
          s0 = addEqual(s0, at, time, grown);
          s1 = addEqual(s1, at + 16, time, grown);
          s2 = addEqual(s2, at + 32, time, grown);
          s3 = addEqual(s3, at + 48, time, grown);
        }
      } else {
        for (let b = 0; b < batch; b++, at += RECORD, from += 8) {
          const fast = v128.load64_splat(from + rowBytes);
          const slow = v128.load64_splat(from + 2 * rowBytes);
          s0 = addOther(s0, at, fast, slow);
          s1 = addOther(s1, at + 16, fast, slow);
          s2 = addOther(s2, at + 32, fast, slow);
          s3 = addOther(s3, at + 48, fast, slow);
        }
      }
      const to = gradient + ((i * n + j) << 3);
      v128.store(to, f64x2.mul(s0, factor));
      v128.store(to, f64x2.mul(s1, factor), 16);
      v128.store(to, f64x2.mul(s2, factor), 32);
      v128.store(to, f64x2.mul(s3, factor), 48);
    }
  }
}
