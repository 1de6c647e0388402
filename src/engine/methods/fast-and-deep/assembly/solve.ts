import { lambertW0 } from './lambertW';
import { exp, expOne, log } from './math';

/** Below this slope the crossing is a tangent, where derivatives are infinite (§13.2). */
const TANGENT: f64 = 1e-12;

/** Potential s after the state (A, U), for r ≠ 1. */
// @ts-ignore: decorator
@inline
function potentialAfter(a: f64, u: f64, s: f64, tauRatio: f64): f64 {
  const slow = expOne(-s / tauRatio);
  return u * slow + (a * (slow - expOne(-s))) / (tauRatio - 1);
}

/** Time s of the upward crossing for any r ≠ 1 by Newton's iteration from below; see reference/crossing.ts. */
function crossingByRoot(a: f64, u: f64, tauRatio: f64, drive: f64): f64 {
  const share = ((tauRatio - 1) * u + a) / (tauRatio * a);
  const peak = share > 0 ? (-tauRatio / (tauRatio - 1)) * log(share) : Infinity;
  let s: f64 = 0;
  for (let round = 0; round < 200; round++) {
    const value = potentialAfter(a, u, s, tauRatio);
    const step = (tauRatio * (drive - value)) / (a * expOne(-s) - value);
    if (!(step > 0) || s + step > peak) break;
    s += step;
    if (step <= 1e-16 * s) break;
  }
  return s;
}

/**
 * Spike times from the states that `findCrossings` found, and how fast each potential crosses, with
 * s the time since the last input in units of τ_s:
 *
 *   r = 1:  s = −U/A − W₀(−(C/A) e^{−U/A})                slope = −C (1 + W₀)/W₀
 *   r = 2:  s = −2 ln( (A₂ + √(A₂² − 4AC)) / 2A ), A₂ = U + A
 *   other:  Newton's iteration                            slope = (A e^{−s} − C)/r
 *
 * A time stays inside its window. Silent neurons get Infinity and slope 0; so does the slope of a
 * tangent, which the backward pass leaves out.
 *
 * @param sorted f64 [batch, nIn + 1], times of the inputs in order, Infinity after the last
 * @param stateA f64 [batch, n], then the slope dU/ds at the crossing
 * @param stateU f64 [batch, n], then the spike time
 * @param lastInput i32 [batch, n]
 */
export function solveCrossings(
  sorted: i32, nIn: i32, batch: i32, n: i32, tauSyn: f64, tauRatio: f64, drive: f64,
  stateA: i32, stateU: i32, lastInput: i32,
): void {
  for (let b = 0; b < batch; b++) {
    const times = sorted + ((b * (nIn + 1)) << 3);
    for (let j = 0; j < n; j += 2) {
      const offset = b * n + j;
      const atA = stateA + (offset << 3);
      const atU = stateU + (offset << 3);
      const k0 = load<i32>(lastInput + (offset << 2));
      const k1 = load<i32>(lastInput + (offset << 2), 4);
      if ((k0 & k1) < 0) {
        v128.store(atA, f64x2.splat(0));
        v128.store(atU, f64x2.splat(Infinity));
        continue;
      }
      const spikes = i64x2.replace_lane(
        i64x2.splat(k0 >= 0 ? -1 : 0),
        1,
        k1 >= 0 ? -1 : 0,
      );
      // A silent lane counts along with numbers that do no harm.
      const a = v128.bitselect(v128.load(atA), f64x2.splat(4 * drive), spikes);
      const u = v128.bitselect(v128.load(atU), f64x2.splat(0), spikes);
      const first = times + (max(k0, 0) << 3);
      const second = times + (max(k1, 0) << 3);
      const start = f64x2.replace_lane(v128.load64_splat(first), 1, load<f64>(second));
      const end = f64x2.replace_lane(v128.load64_splat(first, 8), 1, load<f64>(second, 8));
      let s: v128;
      let slope: v128;
      if (tauRatio == 1) {
        const q = f64x2.neg(f64x2.div(u, a));
        const w = lambertW0(f64x2.mul(f64x2.div(f64x2.splat(-drive), a), exp(q)));
        s = f64x2.sub(q, w);
        slope = f64x2.div(
          f64x2.mul(f64x2.splat(-drive), f64x2.add(f64x2.splat(1), w)),
          w,
        );
      } else {
        s = bothRoots(a, u, tauRatio, drive);
        slope = f64x2.div(
          f64x2.sub(f64x2.mul(a, exp(f64x2.neg(s))), f64x2.splat(drive)),
          f64x2.splat(tauRatio),
        );
      }
      s = f64x2.pmax(f64x2.splat(0), s);
      const time = f64x2.pmin(end, f64x2.add(start, f64x2.mul(s, f64x2.splat(tauSyn))));
      v128.store(atU, v128.bitselect(time, f64x2.splat(Infinity), spikes));
      const steep = f64x2.ge(slope, f64x2.splat(TANGENT));
      v128.store(atA, v128.and(slope, v128.and(steep, spikes)));
    }
  }
}

// @ts-ignore: decorator
@inline
function bothRoots(a: v128, u: v128, tauRatio: f64, drive: f64): v128 {
  const a0 = f64x2.extract_lane(a, 0);
  const a1 = f64x2.extract_lane(a, 1);
  if (tauRatio == 2) {
    const slow = f64x2.add(u, a);
    const discriminant = f64x2.sub(
      f64x2.mul(slow, slow),
      f64x2.mul(f64x2.splat(4 * drive), a),
    );
    const root = f64x2.sqrt(f64x2.pmax(f64x2.splat(0), discriminant));
    const y = f64x2.div(f64x2.add(slow, root), f64x2.add(a, a));
    return f64x2.replace_lane(
      f64x2.splat(-2 * log(f64x2.extract_lane(y, 0))),
      1,
      -2 * log(f64x2.extract_lane(y, 1)),
    );
  }
  return f64x2.replace_lane(
    f64x2.splat(crossingByRoot(a0, f64x2.extract_lane(u, 0), tauRatio, drive)),
    1,
    crossingByRoot(a1, f64x2.extract_lane(u, 1), tauRatio, drive),
  );
}

/** out[j] := samples in which neuron j stays silent, a float64 each. */
export function countSilent(spikes: i32, batch: i32, n: i32, out: i32): void {
  for (let j = 0; j < n; j += 2) {
    let count = i64x2.splat(0);
    let at = spikes + (j << 3);
    for (let b = 0; b < batch; b++, at += n << 3) {
      // A true comparison is −1.
      count = i64x2.sub(count, f64x2.eq(v128.load(at), f64x2.splat(Infinity)));
    }
    store<f64>(out + (j << 3), f64(i64x2.extract_lane(count, 0)));
    store<f64>(out + (j << 3), f64(i64x2.extract_lane(count, 1)), 8);
  }
}
