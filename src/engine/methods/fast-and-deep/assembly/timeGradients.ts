import { BY_TIME, FAST, RECORD, SLOW, termBytes } from './terms';

/**
 * dL/dt_i = Σ_j e_j w_ij k′(D_ij)/S_j over the neurons that input i is causal for (§4), with
 * k′ = (1 − D) e^{−D} for r = 1, else (e^{−D} − k)/r.
 *
 * @param inputs of `inputTerms`
 * @param outputs of `outputTerms`
 * @param weights f64 [nIn, n]
 * @param nReal inputs that are no biases
 * @param out f64 [batch, stride], the first nReal of each row
 */
export function timeGradients(
  inputs: i32, outputs: i32, weights: i32, nReal: i32, n: i32, batch: i32,
  tauSyn: f64, tauRatio: f64, out: i32, stride: i32,
): void {
  const rowBytes = termBytes(batch);
  const perTau = f64x2.splat(1 / tauSyn);
  const perRatio = f64x2.splat(1 / tauRatio);
  const perGap = f64x2.splat(1 / Math.abs(tauRatio - 1));
  const one = f64x2.splat(1);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < nReal; i++) {
      const terms = inputs + i * 3 * rowBytes + (b << 3);
      const to = out + ((b * stride + i) << 3);
      if (load<f64>(terms) == Infinity) {
        store<f64>(to, 0);
        continue;
      }
      const time = v128.load64_splat(terms);
      const fast = v128.load64_splat(terms + rowBytes);
      const slow = v128.load64_splat(terms + 2 * rowBytes);
      const row = weights + ((i * n) << 3);
      let sum = f64x2.splat(0);
      for (let j = 0; j < n; j += 8) {
        const block = outputs + ((j >> 3) * batch + b) * RECORD;
        for (let lane = 0; lane < 64; lane += 16) {
          const at = block + lane;
          const spike = v128.load(at);
          let change: v128;
          if (tauRatio == 1) {
            const elapsed = f64x2.mul(f64x2.sub(spike, time), perTau);
            change = f64x2.mul(f64x2.sub(one, elapsed), fast);
          } else {
            const falling = f64x2.mul(fast, v128.load(at, FAST));
            const lasting = f64x2.mul(slow, v128.load(at, SLOW));
            const response = f64x2.mul(f64x2.sub(lasting, falling), perGap);
            const current = tauRatio > 1 ? falling : lasting;
            change = f64x2.mul(f64x2.sub(current, response), perRatio);
          }
          const weighted = f64x2.mul(
            f64x2.mul(change, v128.load(at, BY_TIME)),
            v128.load(row + (j << 3) + lane),
          );
          sum = f64x2.add(sum, v128.and(weighted, f64x2.ge(spike, time)));
        }
      }
      store<f64>(to, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    }
  }
}
