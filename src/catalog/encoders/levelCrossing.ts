/**
 * Delta modulation: an input spikes when its signal has risen, or fallen, by δ since its last spike.
 *
 *   r_0 = 0;  x_t ≥ r + δ: a spike up, r ← r + δ;  x_t ≤ r − δ: a spike down, r ← r − δ
 *
 * The signal runs straight from row to row of the sample, at the middles of their times; of a list it
 * is the values themselves, from the first step on. At most one spike a step, so that a jump by m·δ
 * takes m steps. A sum of the spikes follows the signal to within δ.
 * Source: Lichtsteiner, Posch & Delbruck 2008, doi 10.1109/JSSC.2007.914337 (in pixels); Corradi &
 * Indiveri 2015, doi 10.1109/TBCAS.2015.2479256 (of recorded signals).
 */
import type { EncoderEntry } from '#model/catalog.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { rowsOf } from './rows.ts';

/** Values are float32: a value equal to a level has to reach it. */
const ROUNDING = 1e-6;

export const levelCrossing = {
  id: 'levelCrossing',
  label: 'Level crossing',
  help: 'Spikes where the signal rises or falls by a step: little where nothing happens. For sound, and for rows of images.',
  equation: '|x_j(t) - r_j| \\ge \\delta \\;\\rightarrow\\; \\text{spike},\\; r_j \\pm \\delta',
  source: 'Lichtsteiner et al. 2008; Corradi & Indiveri 2015',
  output: 'spikes',
  params: {
    delta: number({
      label: 'Step',
      symbol: '\\delta',
      default: 0.15,
      min: 0.02,
      max: 0.5,
      hardMin: 0.001,
      hardMax: 1,
      scale: 'log',
      unit: '1',
      help: 'Change of the signal from one spike to the next. Smaller: more spikes, closer to the signal.',
    }),
    polarity: choice({
      label: 'Inputs',
      default: 'both',
      changesShape: true,
      oneOf: [
        ['both', 'Rising and falling'],
        ['rising', 'Rising only'],
      ],
      help: 'Whether a signal has two inputs, for ups and for downs, or one that hears only of ups.',
    }),
  },
  presents: (sample, params) => {
    const { frames, shape } = rowsOf(sample);
    const perSignal = stringParam(params, 'polarity') === 'both' ? 2 : 1;
    return { frames, shape: [sizeOf(shape) * perSignal] };
  },
  encode: (values, params, { steps, frames = 1 }, out) => {
    const delta = numberParam(params, 'delta');
    const perSignal = stringParam(params, 'polarity') === 'both' ? 2 : 1;
    const n = values.length / frames;
    for (let j = 0; j < n; j++) {
      let level = 0;
      for (let step = 0; step < steps; step++) {
        const x = signalAt(values, j, step, steps, frames) - level;
        const at = (step * n + j) * perSignal;
        if (x >= delta - ROUNDING) {
          out[at] = 1;
          level += delta;
        } else if (x <= -delta + ROUNDING) {
          if (perSignal === 2) out[at + 1] = 1;
          level -= delta;
        }
      }
    }
  },
  decode: (encoded, params, { steps, frames = 1 }, values) => {
    if (stringParam(params, 'polarity') !== 'both') return false;
    const delta = numberParam(params, 'delta');
    const n = values.length / frames;
    const levels = new Float64Array(steps);
    for (let j = 0; j < n; j++) {
      let level = 0;
      for (let step = 0; step < steps; step++) {
        const at = 2 * (step * n + j);
        level += delta * (encoded[at]! - encoded[at + 1]!);
        levels[step] = level;
      }
      for (let row = 0; row < frames; row++)
        values[row * n + j] = levels[middleOf(row, steps, frames)]!;
    }
    return true;
  },
} as const satisfies EncoderEntry;

/** Value of signal j in the middle of a step, on the line between the rows around it. */
function signalAt(
  values: Float32Array,
  j: number,
  step: number,
  steps: number,
  frames: number,
): number {
  const n = values.length / frames;
  const place = Math.min(frames - 1, Math.max(0, ((step + 0.5) * frames) / steps - 0.5));
  const row = Math.min(Math.floor(place), Math.max(0, frames - 2));
  const here = values[row * n + j]!;
  return frames === 1 ? here : here + (place - row) * (values[(row + 1) * n + j]! - here);
}

/** The step in the middle of a row; the last one where there is one row, whose signal stands still. */
function middleOf(row: number, steps: number, frames: number): number {
  if (frames === 1) return steps - 1;
  const middle = Math.round(((row + 0.5) * steps) / frames - 0.5);
  return Math.min(steps - 1, Math.max(0, middle));
}
