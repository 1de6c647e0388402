import { INVERSE_E } from './lambertW';
import { expOne, log } from './math';
import { ROW_OFFSET, WINDOW_BYTES } from './windows';

/** Potential of a neuron that has spiked: it decays, and never rises above the threshold again. */
const SPENT: f64 = -1e300;

/**
 * Whether a potential that rises at the start of a window and falls at its end reaches the threshold
 * in between. Its peak is where it equals the current, A e^{−s} = U(s).
 */
function peakReaches(a: f64, u: f64, tauRatio: f64, drive: f64): bool {
  if (a < drive) return false;
  if (tauRatio == 1) return -(drive / a) * expOne(-u / a) >= -INVERSE_E;
  const slow = (tauRatio - 1) * u + a;
  if (tauRatio == 2) return slow * slow - 4 * a * drive >= 0;
  const share = slow / (tauRatio * a);
  // Where the slow part is not positive the potential rises towards 0 and has no peak.
  if (share <= 0) return false;
  const peak = (-tauRatio / (tauRatio - 1)) * log(share);
  return a * expOne(-peak) >= drive;
}

/**
 * Settles the lanes whose test said that a crossing may lie in this window, and returns those that
 * have spiked, a bit each.
 * @param ended potentials at the end of the window
 */
function settle(
  lanes: i32, a: v128, u: v128, ended: v128, tauRatio: f64, drive: f64,
  k: i32, outA: i32, outU: i32, outK: i32,
): i32 {
  let spent = 0;
  for (let lane = 0; lane < 2; lane++) {
    if ((lanes & (1 << lane)) == 0) continue;
    const at = lane << 3;
    if (load<i32>(outK + (lane << 2)) >= 0) {
      // Spiked before; so long ago that the mark has decayed.
      spent |= 1 << lane;
      continue;
    }
    const ownA = lane == 0 ? f64x2.extract_lane(a, 0) : f64x2.extract_lane(a, 1);
    const ownU = lane == 0 ? f64x2.extract_lane(u, 0) : f64x2.extract_lane(u, 1);
    const end = lane == 0 ? f64x2.extract_lane(ended, 0) : f64x2.extract_lane(ended, 1);
    if (!(end >= drive) && !peakReaches(ownA, ownU, tauRatio, drive)) continue;
    store<f64>(outA + at, ownA);
    store<f64>(outU + at, ownU);
    store<i32>(outK + (lane << 2), k);
    spent |= 1 << lane;
  }
  return spent;
}

// @ts-ignore: decorator
@inline
function marked(u: v128, lanes: i32): v128 {
  if (lanes & 1) u = f64x2.replace_lane(u, 0, SPENT);
  if (lanes & 2) u = f64x2.replace_lane(u, 1, SPENT);
  return u;
}

/** Whether the potential is at C at a window's end, or has risen and fallen inside it. */
// @ts-ignore: decorator
@inline
function mayCross(a: v128, u: v128, nextA: v128, nextU: v128, drive: v128): v128 {
  const peaks = v128.and(f64x2.gt(a, u), f64x2.le(nextA, nextU));
  return v128.or(f64x2.ge(nextU, drive), peaks);
}

/** Whether any of eight neurons has not spiked yet. */
// @ts-ignore: decorator
@inline
function anySilent(outK: i32): bool {
  return (i32x4.bitmask(v128.load(outK)) | i32x4.bitmask(v128.load(outK, 16))) != 0;
}

/**
 * Settles two neurons at the end of a window whose first test they passed, and returns their
 * potentials there, marked where they have spiked.
 * @param ended U + A d for r = 1, the potential otherwise
 */
function settleWindow(
  a: v128, u: v128, ended: v128, record: i32, tauRatio: f64, drive: f64,
  k: i32, outA: i32, outU: i32, outK: i32,
): v128 {
  const fast = v128.load64_splat(record);
  const nextU = tauRatio == 1 ? f64x2.mul(ended, fast) : ended;
  const lanes = i64x2.bitmask(mayCross(a, u, f64x2.mul(a, fast), nextU, f64x2.splat(drive)));
  if (lanes == 0) return ended;
  return marked(ended, settle(lanes, a, u, nextU, tauRatio, drive, k, outA, outU, outK));
}

/**
 * One sample through eight neurons. `isEqual` says whether r = 1; it is a literal where this is called,
 * so that each use has a loop of its own.
 *
 * For r = 1, U(s) = (U + A s) e^{−s} reaches C only where U + A d does: one test a window.
 */
// @ts-ignore: decorator
@inline
function searchBlock(
  isEqual: bool, record: i32, last: i32, columns: i32,
  tauRatio: f64, drive: f64, atA: i32, atU: i32, atK: i32,
): void {
  const c = f64x2.splat(drive);
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let u0 = a0;
  let u1 = a0;
  let u2 = a0;
  let u3 = a0;
  const first = record;
  const end = record + last * WINDOW_BYTES;
  for (; record < end; record += WINDOW_BYTES) {
    const row = columns + load<i32>(record, ROW_OFFSET);
    a0 = f64x2.add(a0, v128.load(row));
    a1 = f64x2.add(a1, v128.load(row, 16));
    a2 = f64x2.add(a2, v128.load(row, 32));
    a3 = f64x2.add(a3, v128.load(row, 48));
    if (load<f64>(record, 16) == 0) continue;
    const rise = v128.load64_splat(record, 16);
    let v0: v128;
    let v1: v128;
    let v2: v128;
    let v3: v128;
    let hits: v128;
    if (isEqual) {
      v0 = f64x2.add(u0, f64x2.mul(a0, rise));
      v1 = f64x2.add(u1, f64x2.mul(a1, rise));
      v2 = f64x2.add(u2, f64x2.mul(a2, rise));
      v3 = f64x2.add(u3, f64x2.mul(a3, rise));
      hits = f64x2.ge(f64x2.pmax(f64x2.pmax(v0, v1), f64x2.pmax(v2, v3)), c);
    } else {
      const fast = v128.load64_splat(record);
      const slow = v128.load64_splat(record, 8);
      v0 = f64x2.add(f64x2.mul(u0, slow), f64x2.mul(a0, rise));
      v1 = f64x2.add(f64x2.mul(u1, slow), f64x2.mul(a1, rise));
      v2 = f64x2.add(f64x2.mul(u2, slow), f64x2.mul(a2, rise));
      v3 = f64x2.add(f64x2.mul(u3, slow), f64x2.mul(a3, rise));
      hits = v128.or(
        v128.or(
          mayCross(a0, u0, f64x2.mul(a0, fast), v0, c),
          mayCross(a1, u1, f64x2.mul(a1, fast), v1, c),
        ),
        v128.or(
          mayCross(a2, u2, f64x2.mul(a2, fast), v2, c),
          mayCross(a3, u3, f64x2.mul(a3, fast), v3, c),
        ),
      );
    }
    if (v128.any_true(hits)) {
      const k = (record - first) / WINDOW_BYTES;
      if (!isEqual || v128.any_true(f64x2.ge(v0, c))) {
        v0 = settleWindow(a0, u0, v0, record, tauRatio, drive, k, atA, atU, atK);
      }
      if (!isEqual || v128.any_true(f64x2.ge(v1, c))) {
        v1 = settleWindow(a1, u1, v1, record, tauRatio, drive, k, atA + 16, atU + 16, atK + 8);
      }
      if (!isEqual || v128.any_true(f64x2.ge(v2, c))) {
        v2 = settleWindow(a2, u2, v2, record, tauRatio, drive, k, atA + 32, atU + 32, atK + 16);
      }
      if (!isEqual || v128.any_true(f64x2.ge(v3, c))) {
        v3 = settleWindow(a3, u3, v3, record, tauRatio, drive, k, atA + 48, atU + 48, atK + 24);
      }
      if (!anySilent(atK)) return;
    }
    const fast = v128.load64_splat(record);
    a0 = f64x2.mul(a0, fast);
    a1 = f64x2.mul(a1, fast);
    a2 = f64x2.mul(a2, fast);
    a3 = f64x2.mul(a3, fast);
    u0 = isEqual ? f64x2.mul(v0, fast) : v0;
    u1 = isEqual ? f64x2.mul(v1, fast) : v1;
    u2 = isEqual ? f64x2.mul(v2, fast) : v2;
    u3 = isEqual ? f64x2.mul(v3, fast) : v3;
  }
  // Nothing comes after the last input: whatever rises then peaks, and decays to 0.
  const row = columns + load<i32>(record, ROW_OFFSET);
  settleEnd(row, a0, u0, tauRatio, drive, last, atA, atU, atK);
  settleEnd(row + 16, a1, u1, tauRatio, drive, last, atA + 16, atU + 16, atK + 8);
  settleEnd(row + 32, a2, u2, tauRatio, drive, last, atA + 32, atU + 32, atK + 16);
  settleEnd(row + 48, a3, u3, tauRatio, drive, last, atA + 48, atU + 48, atK + 24);
}

function settleEnd(
  row: i32, a: v128, u: v128, tauRatio: f64, drive: f64,
  k: i32, outA: i32, outU: i32, outK: i32,
): void {
  a = f64x2.add(a, v128.load(row));
  const rising = i64x2.bitmask(f64x2.gt(a, u));
  settle(rising, a, u, f64x2.splat(0), tauRatio, drive, k, outA, outU, outK);
}

/**
 * Finds, for each sample and neuron, the window between two inputs in which it first reaches its
 * threshold, and its state at the window's start (§3): current A = Σ w e^{−D} and potential
 * U = Σ w k(D), which go from input to input by
 *
 *   U := U e^{−d/r} + A k(d);   A := A e^{−d} + w
 *
 * A crossing lies in a window when U ≥ C at its end or at a peak inside; no time is solved for here.
 * Eight neurons stay in registers through a sample's inputs, and end when all have spiked.
 *
 * @param counts i32 [batch], records in use of each sample
 * @param nIn records a sample
 * @param weights f64 [nIn, n], n a multiple of 8, rows aligned to 64 bytes
 * @param outA f64 [batch, n], state at the start of the window
 * @param outU f64 [batch, n]
 * @param outK i32 [batch, n], the last input before the spike, −1 for silent neurons
 */
export function findCrossings(
  windows: i32, counts: i32, nIn: i32, batch: i32, weights: i32, n: i32,
  tauRatio: f64, drive: f64, outA: i32, outU: i32, outK: i32,
): void {
  memory.fill(outK, 0xff, (batch * n) << 2);
  // Some samples at a time, so that their windows stay in the cache while the weights pass by.
  const chunk = max(1, 262144 / (nIn * WINDOW_BYTES));
  for (let from = 0; from < batch; from += chunk) {
    const to = min(from + chunk, batch);
    for (let j = 0; j < n; j += 8) {
      const columns = weights + (j << 3);
      for (let b = from; b < to; b++) {
        const last = load<i32>(counts + (b << 2)) - 1;
        if (last < 0) continue;
        const record = windows + b * nIn * WINDOW_BYTES;
        const at = b * n + j;
        const atA = outA + (at << 3);
        const atU = outU + (at << 3);
        const atK = outK + (at << 2);
        if (tauRatio == 1) {
          searchBlock(true, record, last, columns, tauRatio, drive, atA, atU, atK);
        } else {
          searchBlock(false, record, last, columns, tauRatio, drive, atA, atU, atK);
        }
      }
    }
  }
}
