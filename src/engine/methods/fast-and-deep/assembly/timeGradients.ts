import { BY_TIME, FAST, latest, RECORD, SLOW } from './terms';
import { ROW_OFFSET, WINDOW_BYTES } from './windows';

/**
 * dL/dt_i = Σ_j e_j w_ij k′(D_ij)/S_j over the neurons that input i is causal for (§4), with
 * k′ = (1 − D) e^{−D} for r = 1, else (e^{−D} − k)/r.
 *
 * @param sorted f64 [batch, nIn + 1], input times in order; fast and slow: `inputTerms`
 * @param windows records of the same inputs, for their rows
 * @param outputs of `outputTerms`
 * @param weights f64 [nIn, n]
 * @param nReal inputs that are no biases, the first of nIn
 * @param out f64 [batch, stride], the first nReal of each row
 */
export function timeGradients(
  sorted: i32, fast: i32, slow: i32, windows: i32, counts: i32, nIn: i32,
  outputs: i32, weights: i32, nReal: i32, n: i32, batch: i32,
  tauSyn: f64, tauRatio: f64, out: i32, stride: i32,
): void {
  const perTau = f64x2.splat(1 / tauSyn);
  const perRatio = f64x2.splat(1 / tauRatio);
  const perGap = f64x2.splat(1 / Math.abs(tauRatio - 1));
  const one = f64x2.splat(1);
  const weightBytes = n << 3;
  for (let b = 0; b < batch; b++) {
    const row = (b * (nIn + 1)) << 3;
    const end = row + (load<i32>(counts + (b << 2)) << 3);
    const errors = out + ((b * stride) << 3);
    memory.fill(errors, 0, nReal << 3);
    let rows = windows + b * nIn * WINDOW_BYTES + ROW_OFFSET;
    for (let at = row; at < end; at += 8, rows += WINDOW_BYTES) {
      const offset = load<i32>(rows);
      const input = offset / weightBytes;
      if (input >= nReal) continue;
      const now = load<f64>(sorted + at);
      const time = f64x2.splat(now);
      const falling = v128.load64_splat(fast + at);
      const lasting = v128.load64_splat(slow + at);
      let sum = f64x2.splat(0);
      let record = outputs + b * RECORD;
      let own = weights + offset;
      for (let j = 0; j < n; j += 8, record += batch * RECORD, own += 64) {
        if (latest(record) < now) continue;
        for (let lane = 0; lane < 64; lane += 16) {
          const spike = v128.load(record + lane);
          let change: v128;
          if (tauRatio == 1) {
            const elapsed = f64x2.mul(f64x2.sub(spike, time), perTau);
            change = f64x2.mul(f64x2.sub(one, elapsed), falling);
          } else {
            const fallen = f64x2.mul(falling, v128.load(record + lane, FAST));
            const left = f64x2.mul(lasting, v128.load(record + lane, SLOW));
            const response = f64x2.mul(f64x2.sub(left, fallen), perGap);
            const current = tauRatio > 1 ? fallen : left;
            change = f64x2.mul(f64x2.sub(current, response), perRatio);
          }
          const weighted = f64x2.mul(
            f64x2.mul(change, v128.load(record + lane, BY_TIME)),
            v128.load(own + lane),
          );
          sum = f64x2.add(sum, v128.and(weighted, f64x2.ge(spike, time)));
        }
      }
      store<f64>(errors + (input << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    }
  }
}
