import { INVERSE_E } from './lambertW';
import { expOne, log } from './math';
import { WINDOW_BYTES } from './windows';

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
  const c = f64x2.splat(drive);
  memory.fill(outK, 0xff, (batch * n) << 2);
  // Some samples at a time, so that their windows stay in the cache while the weights pass by.
  const chunk = max(1, 262144 / (nIn * WINDOW_BYTES));
  for (let from = 0; from < batch; from += chunk) {
    const to = min(from + chunk, batch);
    for (let j = 0; j < n; j += 8) {
      for (let b = from; b < to; b++) {
        const out = b * n + j;
        const atA = outA + (out << 3);
        const atU = outU + (out << 3);
        const atK = outK + (out << 2);
        const columns = weights + (j << 3);
        let record = windows + b * nIn * WINDOW_BYTES;
        const last = load<i32>(counts + (b << 2)) - 1;
        let live = true;
        let a0 = f64x2.splat(0);
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        let u0 = a0;
        let u1 = a0;
        let u2 = a0;
        let u3 = a0;
        for (let k = 0; k < last; k++, record += WINDOW_BYTES) {
          const row = columns + load<i32>(record, 24);
          a0 = f64x2.add(a0, v128.load(row));
          a1 = f64x2.add(a1, v128.load(row, 16));
          a2 = f64x2.add(a2, v128.load(row, 32));
          a3 = f64x2.add(a3, v128.load(row, 48));
          if (load<f64>(record, 16) == 0) continue;
          const fast = v128.load64_splat(record);
          const slow = v128.load64_splat(record, 8);
          const rise = v128.load64_splat(record, 16);
          let v0 = f64x2.add(f64x2.mul(u0, slow), f64x2.mul(a0, rise));
          let v1 = f64x2.add(f64x2.mul(u1, slow), f64x2.mul(a1, rise));
          let v2 = f64x2.add(f64x2.mul(u2, slow), f64x2.mul(a2, rise));
          let v3 = f64x2.add(f64x2.mul(u3, slow), f64x2.mul(a3, rise));
          const e0 = f64x2.mul(a0, fast);
          const e1 = f64x2.mul(a1, fast);
          const e2 = f64x2.mul(a2, fast);
          const e3 = f64x2.mul(a3, fast);
          const h0 = mayCross(a0, u0, e0, v0, c);
          const h1 = mayCross(a1, u1, e1, v1, c);
          const h2 = mayCross(a2, u2, e2, v2, c);
          const h3 = mayCross(a3, u3, e3, v3, c);
          if (v128.any_true(v128.or(v128.or(h0, h1), v128.or(h2, h3)))) {
            const s0 = settle(i64x2.bitmask(h0), a0, u0, v0, tauRatio, drive, k, atA, atU, atK);
            const s1 = settle(
              i64x2.bitmask(h1), a1, u1, v1, tauRatio, drive, k, atA + 16, atU + 16, atK + 8,
            );
            const s2 = settle(
              i64x2.bitmask(h2), a2, u2, v2, tauRatio, drive, k, atA + 32, atU + 32, atK + 16,
            );
            const s3 = settle(
              i64x2.bitmask(h3), a3, u3, v3, tauRatio, drive, k, atA + 48, atU + 48, atK + 24,
            );
            v0 = marked(v0, s0);
            v1 = marked(v1, s1);
            v2 = marked(v2, s2);
            v3 = marked(v3, s3);
            live = anySilent(atK);
            if (!live) break;
          }
          a0 = e0;
          a1 = e1;
          a2 = e2;
          a3 = e3;
          u0 = v0;
          u1 = v1;
          u2 = v2;
          u3 = v3;
        }
        if (!live || last < 0) continue;
        const row = columns + load<i32>(record, 24);
        a0 = f64x2.add(a0, v128.load(row));
        a1 = f64x2.add(a1, v128.load(row, 16));
        a2 = f64x2.add(a2, v128.load(row, 32));
        a3 = f64x2.add(a3, v128.load(row, 48));
        // Nothing comes after the last input: whatever rises now peaks, and then decays to 0.
        const zero = f64x2.splat(0);
        const r0 = i64x2.bitmask(f64x2.gt(a0, u0));
        const r1 = i64x2.bitmask(f64x2.gt(a1, u1));
        const r2 = i64x2.bitmask(f64x2.gt(a2, u2));
        const r3 = i64x2.bitmask(f64x2.gt(a3, u3));
        settle(r0, a0, u0, zero, tauRatio, drive, last, atA, atU, atK);
        settle(r1, a1, u1, zero, tauRatio, drive, last, atA + 16, atU + 16, atK + 8);
        settle(r2, a2, u2, zero, tauRatio, drive, last, atA + 32, atU + 32, atK + 16);
        settle(r3, a3, u3, zero, tauRatio, drive, last, atA + 48, atU + 48, atK + 24);
      }
    }
  }
}
