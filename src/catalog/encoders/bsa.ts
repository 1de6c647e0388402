/**
 * BSA, Ben's spiker algorithm: spikes whose sum, smoothed by a kernel, follows a signal.
 *
 *   x: the signal of an input, its value at each step times a gain
 *   k: 24 taps, exp(−(i − 12)²/25), normalised to sum 1
 *   at step i: where Σ|x − k| < Σ|x| − threshold over the taps, a spike at i + 1, and k leaves x
 *
 * A signal of 1 spikes at nearly every step. ST-RSBP feeds channels of a cochlea in this way.
 * Source: Schrauwen & Van Campenhout 2003, doi 10.1109/IJCNN.2003.1224019, with the kernel and
 * threshold of Zhang & Li's code.
 */
import type { EncoderEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { averageRows, rowAt, rowsOf } from './rows.ts';

/** The tap at which the kernel peaks, and its width (steps²). */
const PEAK_TAP = 12;
const WIDTH = 25;
const TAPS = 24;

export const bsa = {
  id: 'bsa',
  label: 'Spiker (BSA)',
  help: 'Spikes that follow the signal of each row when they are smoothed. For sound, as in ST-RSBP’s speech tasks.',
  equation: '\\sum_i |x_i - k_i| < \\sum_i |x_i| - \\theta \\;\\rightarrow\\; \\text{spike}',
  source: 'Schrauwen & Van Campenhout 2003',
  output: 'spikes',
  params: {
    gain: number({
      label: 'Gain',
      default: 0.5,
      min: 0.05,
      max: 1,
      hardMin: 0.001,
      hardMax: 10,
      unit: 'spikes/step',
      help: 'Rate of an input of value 1. Larger: more spikes.',
    }),
    threshold: number({
      label: 'Threshold',
      symbol: '\\theta',
      default: 0.6,
      min: 0.1,
      max: 1,
      hardMin: 0.001,
      hardMax: 2,
      unit: '1',
      help: 'How much nearer a spike has to bring the sum to the signal. Larger: fewer spikes.',
    }),
  },
  presents: rowsOf,
  encode: (values, params, { steps, frames = 1 }, out) => {
    const gain = numberParam(params, 'gain');
    const threshold = numberParam(params, 'threshold');
    const n = values.length / frames;
    const signal = new Float64Array(steps);
    for (let j = 0; j < n; j++) {
      for (let step = 0; step < steps; step++)
        signal[step] = gain * values[rowAt(step, steps, frames) * n + j]!;
      for (const step of bsaSpikes(signal, { taps: TAPS, threshold })) out[step * n + j] = 1;
    }
  },
  decode: (encoded, params, { steps, frames = 1 }, values) => {
    const gain = numberParam(params, 'gain');
    const n = values.length / frames;
    const kernel = bsaKernel(TAPS);
    const smooth = new Float32Array(encoded.length);
    for (let step = 1; step < steps; step++) {
      for (let j = 0; j < n; j++) {
        if (encoded[step * n + j] !== 1) continue;
        // The kernel of a spike begins a step before it.
        for (let tap = 0; tap < TAPS && step - 1 + tap < steps; tap++)
          smooth[(step - 1 + tap) * n + j]! += kernel[tap]! / gain;
      }
    }
    averageRows(smooth, steps, frames, values);
    return true;
  },
} as const satisfies EncoderEntry;

export function bsaKernel(taps: number): Float64Array {
  const shape = Float64Array.from({ length: taps }, (_, i) =>
    Math.exp(-((i - PEAK_TAP) ** 2) / WIDTH),
  );
  const total = shape.reduce((sum, value) => sum + value, 0);
  return shape.map((value) => value / total);
}

/** Steps in which a signal spikes, in 1..T−1; what is left of the signal stays in it. */
export function bsaSpikes(
  signal: Float64Array,
  { taps, threshold }: { readonly taps: number; readonly threshold: number },
): number[] {
  const kernel = bsaKernel(taps);
  const spikes: number[] = [];
  for (let i = 0; i + taps <= signal.length; i++) {
    let kept = 0;
    let reduced = 0;
    for (let tap = 0; tap < taps; tap++) {
      kept += Math.abs(signal[i + tap]!);
      reduced += Math.abs(signal[i + tap]! - kernel[tap]!);
    }
    if (!(reduced < kept - threshold)) continue;
    spikes.push(i + 1);
    for (let tap = 0; tap < taps; tap++) signal[i + tap]! -= kernel[tap]!;
  }
  return spikes;
}
