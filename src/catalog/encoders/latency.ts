/**
 * Latency code: every input spikes at most once, the larger its value the earlier.
 *
 *   linear:       step_j = round((1 − v_j)·(T − 1))
 *   logarithmic:  step_j = round((T − 1)·ln v_j / ln c)      v = 1 at step 0, v = c at the last step
 *
 * Inputs below the cut-off c stay silent. With rows in time, T is the time of one row.
 * Source: Thorpe, Delorme & Van Rullen 2001, "Spike-based strategies for rapid processing" (linear);
 * Hopfield 1995, "Pattern recognition computation using action potential timing" (logarithmic).
 * Differs: times are rounded to steps.
 */
import type { EncoderEntry } from '#model/catalog.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';
import { presentRows, rowsInTime, windowOf } from './rows.ts';

export const latency = {
  id: 'latency',
  label: 'Latency',
  help: 'One spike an input, early for large values: few spikes, and the information is in their timing.',
  equation: 't_j = (1 - v_j)\\,(T - 1)',
  source: 'Thorpe et al. 2001; Hopfield 1995',
  output: 'spikes',
  params: {
    curve: choice({
      label: 'Curve',
      default: 'linear',
      oneOf: [
        ['linear', 'Linear'],
        ['log', 'Logarithmic'],
      ],
      help: 'How the spike time falls with the value. Logarithmic: equal ratios of values, equal delays.',
    }),
    cutoff: number({
      label: 'Cut-off',
      symbol: 'c',
      default: 0.01,
      min: 0.001,
      max: 0.5,
      hardMin: 0.000001,
      hardMax: 0.99,
      scale: 'log',
      unit: '1',
      help: 'Inputs with a smaller value never spike. Larger: fewer spikes.',
    }),
    rowsInTime,
  },
  presents: presentRows,
  encode: (values, params, { steps, frames = 1 }, out) => {
    const n = values.length / frames;
    // Values are float32: a value equal to the cut-off has to pass it.
    const cutoff = Math.fround(numberParam(params, 'cutoff'));
    const delay = delayOf(stringParam(params, 'curve'), cutoff);
    for (let row = 0; row < frames; row++) {
      const { from, length } = windowOf(row, steps, frames);
      for (let j = 0; j < n; j++) {
        const value = values[row * n + j]!;
        if (value < cutoff) continue;
        out[(from + Math.round(delay(value) * (length - 1))) * n + j] = 1;
      }
    }
  },
  decode: (encoded, params, { steps, frames = 1 }, values) => {
    const n = values.length / frames;
    const value = valueOf(stringParam(params, 'curve'), numberParam(params, 'cutoff'));
    values.fill(0);
    for (let row = 0; row < frames; row++) {
      const { from, length } = windowOf(row, steps, frames);
      // All that a single step can say is that there was a spike.
      const last = Math.max(1, length - 1);
      for (let step = length - 1; step >= 0; step--) {
        for (let j = 0; j < n; j++)
          if (encoded[(from + step) * n + j] === 1) values[row * n + j] = value(step / last);
      }
    }
    return true;
  },
} as const satisfies EncoderEntry;

/** The value with a delay: the other way round. */
function valueOf(curve: string, cutoff: number): (delay: number) => number {
  return curve === 'log' ? (delay) => cutoff ** delay : (delay) => 1 - delay;
}

/** Delay as a share of the presentation, 0..1. */
function delayOf(curve: string, cutoff: number): (value: number) => number {
  if (curve === 'linear') return (value) => 1 - value;
  if (curve === 'log') return (value) => Math.log(value) / Math.log(cutoff);
  throw new TypeError(`curve: got ${curve}, expected linear or log`);
}
