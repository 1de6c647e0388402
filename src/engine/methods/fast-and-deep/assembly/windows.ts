import { exp } from './math';
import { sortByKey } from './sort';

/**
 * What the search for crossings needs to know of one input, in order of time (a record of 32 bytes):
 * how the state goes on to the next input, and which row of weights it adds.
 *
 *   0   f64  e^{−d}, d the time to the next input in units of τ_s
 *   8   f64  e^{−d/r}
 *   16  f64  k(d), for r = 1 without its factor e^{−d}: d; 0 where the next input is simultaneous
 *   24  i32  offset of the row of weights in bytes
 */
export const WINDOW_BYTES: i32 = 32;
/** Where its row of weights begins. */
export const ROW_OFFSET: i32 = 24;

/**
 * Sorts each sample's inputs, biases after the real ones, leaves out those that never spike, and
 * writes the windows between them.
 *
 * @param times f64 [batch, stride], the first nReal of each row
 * @param biases f64 [nBias], times of the inputs after them
 * @param rowBytes from one row of weights to the next
 * @param sorted f64 [batch, nReal + nBias + 1], times in order, then Infinity
 * @param windows [batch, nReal + nBias] records
 * @param counts i32 [batch], inputs that spike
 * @param scratch 20 bytes for each input, and 4
 */
export function writeWindows(
  times: i32, stride: i32, nReal: i32, biases: i32, nBias: i32, batch: i32,
  tauSyn: f64, tauRatio: f64, rowBytes: i32,
  sorted: i32, windows: i32, counts: i32, scratch: i32,
): void {
  const n = nReal + nBias;
  const keys = scratch;
  const order = keys + (n << 3);
  const spare = order + (n << 2);
  const bins = spare + (n << 2);
  for (let b = 0; b < batch; b++) {
    memory.copy(keys, times + ((b * stride) << 3), nReal << 3);
    memory.copy(keys + (nReal << 3), biases, nBias << 3);
    let count = 0;
    for (let i = 0; i < n; i++) {
      if (load<f64>(keys + (i << 3)) == Infinity) continue;
      store<i32>(order + (count << 2), i);
      count++;
    }
    store<i32>(counts + (b << 2), count);
    const inOrder = sortByKey(keys, order, spare, count, bins);
    const ownTimes = sorted + ((b * (n + 1)) << 3);
    const own = windows + b * n * WINDOW_BYTES;
    for (let k = 0; k < count; k++) {
      const index = load<i32>(inOrder + (k << 2));
      store<f64>(ownTimes + (k << 3), load<f64>(keys + (index << 3)));
      store<i32>(own + k * WINDOW_BYTES, index * rowBytes, ROW_OFFSET);
    }
    store<f64>(ownTimes + (count << 3), Infinity);
    decays(ownTimes, own, count, 1 / tauSyn, tauRatio);
  }
}

/** The first three fields of a sample's records, two at a time. */
function decays(times: i32, records: i32, count: i32, perTau: f64, tauRatio: f64): void {
  const towards = 1 / (tauRatio - 1);
  for (let k = 0; k < count - 1; k += 2) {
    const at = times + (k << 3);
    // The lane past the last window counts down from Infinity and is overwritten or never read.
    const later = v128.load(at, 8);
    const gap = f64x2.mul(f64x2.sub(later, v128.load(at)), f64x2.splat(-perTau));
    let fast: v128;
    let slow: v128;
    let rise: v128;
    if (tauRatio == 1) {
      fast = exp(gap);
      slow = fast;
      rise = f64x2.neg(gap);
    } else {
      slow = exp(f64x2.mul(gap, f64x2.splat(1 / tauRatio)));
      fast = tauRatio == 2 ? f64x2.mul(slow, slow) : exp(gap);
      rise = f64x2.mul(f64x2.sub(slow, fast), f64x2.splat(towards));
    }
    const record = records + k * WINDOW_BYTES;
    v128.store64_lane(record, fast, 0);
    v128.store64_lane(record, slow, 0, 8);
    v128.store64_lane(record, rise, 0, 16);
    if (k + 2 < count) {
      v128.store64_lane(record, fast, 1, WINDOW_BYTES);
      v128.store64_lane(record, slow, 1, WINDOW_BYTES + 8);
      v128.store64_lane(record, rise, 1, WINDOW_BYTES + 16);
    }
  }
}
