import { sixteen } from './philox';
import { decay4, exp4, log1p4, log4, normals16 } from './softLifMath';
import { storeLanes } from './partial';

/** Kinds of noise on rates in training, as in the loader. */
const NOISE_NONE: i32 = 0;
const NOISE_GAUSSIAN: i32 = 1;
const NOISE_ALPHA: i32 = 2;

/** Where the softplus is an exponential to rounding, and its logarithm the exponent. */
const EXPONENTIAL_BELOW: f32 = -20;

/** s2 of impulseResponse.ts: what an alpha synapse shows of a regular train at time t of its period. */
// @ts-ignore: decorator
@inline
function alphaResponse(t: v128, period: v128, tauS: f32): v128 {
  const rate = f32x4.splat(1 / tauS);
  const x = f32x4.mul(period, rate);
  const r = decay4(x);
  const wrapped = f32x4.div(f32x4.mul(period, exp4(f32x4.neg(x))), f32x4.mul(r, r));
  const sum = f32x4.add(f32x4.div(t, r), wrapped);
  const synapse = exp4(f32x4.neg(f32x4.mul(t, rate)));
  return f32x4.mul(f32x4.mul(f32x4.mul(synapse, rate), rate), sum);
}

/** s3: the same behind a membrane. */
// @ts-ignore: decorator
@inline
function alphaMembraneResponse(t: v128, period: v128, tauS: f32, tauRc: f32): v128 {
  const d = tauRc - tauS;
  const rate = f32x4.splat(1 / tauS);
  const leak = f32x4.splat(1 / tauRc);
  const x = f32x4.mul(period, rate);
  const r = decay4(x);
  const synapse = exp4(f32x4.neg(f32x4.mul(t, rate)));
  const membrane = f32x4.div(
    exp4(f32x4.neg(f32x4.mul(t, leak))),
    decay4(f32x4.mul(period, leak)),
  );
  const first = f32x4.mul(
    f32x4.splat(tauRc / (d * d)),
    f32x4.sub(membrane, f32x4.div(synapse, r)),
  );
  const rest = f32x4.add(f32x4.mul(t, r), f32x4.mul(period, exp4(f32x4.neg(x))));
  const second = f32x4.div(
    f32x4.mul(synapse, rest),
    f32x4.mul(f32x4.splat(d * tauS), f32x4.mul(r, r)),
  );
  return f32x4.sub(first, second);
}

/**
 * Samples `from` … `to`: values[B, N] = amp · noisy rate and slopes[B, N] = its noise-free derivative by
 * the weighted input x[B, N]; slopes may be 0. The random numbers of neuron n of sample b are those of
 * counter (n / 4, layer, streams[b], purpose).
 */
export function softLifForward(
  x: i32, values: i32, slopes: i32, batch: i32, neurons: i32,
  tauRef: f32, tauRc: f32, gain: f32, amp: f32, gamma: f32,
  noise: i32, sigma: f32, tauNoise: f32,
  streams: i32, key0: i32, key1: i32, layer: i32, purpose: i32,
  scratch: i32, from: i32, to: i32,
): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const width = f32x4.splat(gamma);
  const inverseWidth = f32x4.splat(1 / gamma);
  const scale = f32x4.splat(gain / gamma);
  const logWidth = log4(width);
  const unit = f32x4.splat(<f32>1 / <f32>16777216);
  const slopeFactor = f32x4.splat(gain * amp * tauRc);
  for (let b = from; b < to; b++) {
    const row = (b * neurons) << 2;
    const stream = noise == NOISE_NONE ? 0 : load<i32>(streams + (b << 2));
    for (let n = 0; n < neurons; n += 16) {
      if (noise != NOISE_NONE) {
        sixteen(n >> 2, layer, stream, purpose, key0, key1, scratch);
        if (noise == NOISE_GAUSSIAN) normals16(scratch);
      }
      const count = min(16, neurons - n);
      for (let j = 0; j < count; j += 4) {
        const at = row + ((n + j) << 2);
        // J − 1 = gain · x, so that the threshold lies at x = 0.
        const y = f32x4.mul(scale, v128.load(x + at));
        const e = exp4(f32x4.neg(f32x4.abs(y)));
        const z = f32x4.mul(width, f32x4.add(f32x4.max(y, zero), log1p4(e)));
        const far = f32x4.lt(y, f32x4.splat(EXPONENTIAL_BELOW));
        const near = f32x4.div(f32x4.add(z, one), z);
        const log = v128.bitselect(
          f32x4.sub(f32x4.neg(y), logWidth),
          log4(v128.bitselect(one, near, far)),
          far,
        );
        const period = f32x4.add(f32x4.splat(tauRef), f32x4.mul(f32x4.splat(tauRc), log));
        const rate = f32x4.div(one, period);
        if (slopes) {
          const logistic = f32x4.div(
            v128.bitselect(e, one, f32x4.lt(y, zero)),
            f32x4.add(one, e),
          );
          const steep = v128.bitselect(
            inverseWidth,
            f32x4.div(logistic, f32x4.mul(z, f32x4.add(z, one))),
            far,
          );
          const slope = f32x4.mul(f32x4.mul(slopeFactor, f32x4.mul(rate, rate)), steep);
          storeLanes(slopes + at, slope, count - j);
        }
        let value = rate;
        if (noise == NOISE_GAUSSIAN) {
          const drawn = f32x4.mul(f32x4.splat(sigma), v128.load(scratch + (j << 2)));
          value = f32x4.add(rate, v128.and(drawn, f32x4.gt(y, zero)));
        } else if (noise != NOISE_NONE) {
          const bits = i32x4.shr_u(v128.load(scratch + (j << 2)), 8);
          const t = f32x4.mul(f32x4.mul(f32x4.convert_i32x4_u(bits), unit), period);
          value =
            noise == NOISE_ALPHA
              ? alphaResponse(t, period, tauNoise)
              : alphaMembraneResponse(t, period, tauNoise, tauRc);
        }
        const out = f32x4.mul(f32x4.splat(amp), f32x4.max(value, zero));
        storeLanes(values + at, out, count - j);
      }
    }
  }
}

/** out[i] = a[i] · b[i] for `from` … `to`: back through the neurons. */
export function multiply(a: i32, b: i32, out: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const o = i << 2;
    storeLanes(out + o, f32x4.mul(v128.load(a + o), v128.load(b + o)), to - i);
  }
}
