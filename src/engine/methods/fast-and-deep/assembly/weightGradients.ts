import { BY_WEIGHT, FAST, latest, RECORD, SLOW } from './terms';
import { ROW_OFFSET, WINDOW_BYTES } from './windows';

/** Adds factor · k(D) for two neurons and r = 1; an input after the spike adds nothing. */
// @ts-ignore: decorator
@inline
function addEqual(to: i32, spikes: v128, factors: v128, time: v128, grown: v128): void {
  const elapsed = f64x2.pmax(f64x2.splat(0), f64x2.sub(spikes, time));
  const share = f64x2.mul(f64x2.mul(elapsed, grown), factors);
  v128.store(to, f64x2.add(v128.load(to), share));
}

/** The same for other r, where k is below 0 exactly for inputs after the spike. */
// @ts-ignore: decorator
@inline
function addOther(to: i32, record: i32, fast: v128, slow: v128): void {
  const response = f64x2.sub(
    f64x2.mul(slow, v128.load(record, SLOW)),
    f64x2.mul(fast, v128.load(record, FAST)),
  );
  const share = f64x2.mul(f64x2.pmax(f64x2.splat(0), response), v128.load(record, BY_WEIGHT));
  v128.store(to, f64x2.add(v128.load(to), share));
}

/**
 * dL/dw_ij = Σ_b factor_bj k(D_bij) over the samples in which input i is causal (§4).
 *
 * Eight neurons at a time, and of each sample only the inputs before the last of their spikes; every
 * sum runs over the samples in order.
 * @param sorted f64 [batch, nIn + 1], input times in order; fast and slow: `inputTerms`
 * @param windows records of the same inputs, for their rows
 * @param outputs of `outputTerms`
 * @param gradient f64 [nIn, n]
 */
export function weightGradients(
  sorted: i32, fast: i32, slow: i32, windows: i32, counts: i32, nIn: i32,
  outputs: i32, n: i32, batch: i32, tauRatio: f64, gradient: i32,
): void {
  memory.fill(gradient, 0, (nIn * n) << 3);
  let record = outputs;
  for (let j = 0; j < n; j += 8) {
    const columns = gradient + (j << 3);
    for (let b = 0; b < batch; b++, record += RECORD) {
      const last = latest(record);
      const row = (b * (nIn + 1)) << 3;
      const end = row + (load<i32>(counts + (b << 2)) << 3);
      let rows = windows + b * nIn * WINDOW_BYTES + ROW_OFFSET;
      if (tauRatio == 1) {
        const t0 = v128.load(record);
        const t1 = v128.load(record, 16);
        const t2 = v128.load(record, 32);
        const t3 = v128.load(record, 48);
        const f0 = v128.load(record, BY_WEIGHT);
        const f1 = v128.load(record, BY_WEIGHT + 16);
        const f2 = v128.load(record, BY_WEIGHT + 32);
        const f3 = v128.load(record, BY_WEIGHT + 48);
        for (let at = row; at < end; at += 8, rows += WINDOW_BYTES) {
          if (load<f64>(sorted + at) > last) break;
          const time = v128.load64_splat(sorted + at);
          const grown = v128.load64_splat(fast + at);
          const to = columns + load<i32>(rows);
          addEqual(to, t0, f0, time, grown);
          addEqual(to + 16, t1, f1, time, grown);
          addEqual(to + 32, t2, f2, time, grown);
          addEqual(to + 48, t3, f3, time, grown);
        }
      } else {
        for (let at = row; at < end; at += 8, rows += WINDOW_BYTES) {
          if (load<f64>(sorted + at) > last) break;
          const falling = v128.load64_splat(fast + at);
          const lasting = v128.load64_splat(slow + at);
          const to = columns + load<i32>(rows);
          addOther(to, record, falling, lasting);
          addOther(to + 16, record + 16, falling, lasting);
          addOther(to + 32, record + 32, falling, lasting);
          addOther(to + 48, record + 48, falling, lasting);
        }
      }
    }
  }
}
