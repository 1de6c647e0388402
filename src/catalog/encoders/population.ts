/**
 * Population code: K neurons an input, each with a Gaussian receptive field, of which the one whose
 * centre is nearest spikes first.
 *
 *   μ_i = (i − ½)/(K − 2) − 1/(K − 2),  σ = 1/(γ·(K − 2))      i = 1..K, values in 0..1
 *   a_i = exp(−(v − μ_i)²/2σ²),  step_i = round((1 − a_i)·(T − 1))
 *
 * Fields with an activity below the cut-off stay silent. The outer two centres lie half a spacing
 * outside 0..1. With rows in time, T is the time of one row.
 * Source: Bohte, Kok & La Poutré 2002, doi 10.1016/S0925-2312(01)00658-0, §4; γ = 1.5 as there.
 * Differs: times are rounded to steps.
 */
import type { EncoderEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import type { ParamValues } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { presentRows, rowsInTime, windowOf } from './rows.ts';

export const population = {
  id: 'population',
  label: 'Population code',
  help: 'Several inputs for each value, each tuned to its own part of the range; the best tuned spikes first.',
  equation: 't_i = \\left(1 - e^{-(v - \\mu_i)^2 / 2\\sigma^2}\\right)(T - 1)',
  source: 'Bohte, Kok & La Poutré 2002, §4',
  output: 'spikes',
  params: {
    fields: number({
      label: 'Receptive fields',
      symbol: 'K',
      default: 6,
      min: 3,
      max: 20,
      hardMax: 100,
      integer: true,
      unit: 'a value',
      changesShape: true,
      help: 'Inputs for each value. More: finer, and more weights.',
    }),
    sharpness: number({
      label: 'Sharpness',
      symbol: '\\gamma',
      default: 1.5,
      min: 0.5,
      max: 3,
      hardMin: 0.1,
      hardMax: 20,
      unit: '1',
      help: 'Distance of centres over the width of a field. Larger: fields overlap less.',
    }),
    cutoff: number({
      label: 'Cut-off',
      default: 0.1,
      min: 0.01,
      max: 0.5,
      hardMin: 0.0001,
      hardMax: 0.99,
      scale: 'log',
      unit: '1',
      help: 'Fields with a smaller activity stay silent. Larger: fewer spikes.',
    }),
    rowsInTime,
  },
  presents: (sample, params) => {
    const { frames, shape } = presentRows(sample, params);
    const fields = numberParam(params, 'fields');
    return {
      frames,
      shape:
        shape.length === 1 ? [sizeOf(shape) * fields] : [shape[0], shape[1], shape[2] * fields],
    };
  },
  encode: (values, params, { steps, frames = 1 }, out) => {
    const { centres, activity } = fieldsOf(params);
    const cutoff = numberParam(params, 'cutoff');
    const n = values.length / frames;
    const width = n * centres.length;
    for (let row = 0; row < frames; row++) {
      const { from, length } = windowOf(row, steps, frames);
      for (let j = 0; j < n; j++) {
        centres.forEach((centre, i) => {
          const active = activity(values[row * n + j]! - centre);
          if (active < cutoff) return;
          const step = from + Math.round((1 - active) * (length - 1));
          out[step * width + j * centres.length + i] = 1;
        });
      }
    }
  },
  decode: (encoded, params, { steps, frames = 1 }, values) => {
    const { centres, width: sigma } = fieldsOf(params);
    const n = values.length / frames;
    const width = n * centres.length;
    for (let row = 0; row < frames; row++) {
      const { from, length } = windowOf(row, steps, frames);
      for (let j = 0; j < n; j++) {
        const active = centres.map((_, i) => {
          for (let step = 0; step < length; step++) {
            const spike = encoded[(from + step) * width + j * centres.length + i]!;
            if (spike === 1) return 1 - step / Math.max(1, length - 1);
          }
          return 0;
        });
        values[row * n + j] = between(active, centres, sigma);
      }
    }
    return true;
  },
} as const satisfies EncoderEntry;

function fieldsOf(params: ParamValues): {
  readonly centres: readonly number[];
  readonly width: number;
  activity(distance: number): number;
} {
  const fields = numberParam(params, 'fields');
  const spacing = 1 / (fields - 2);
  const width = spacing / numberParam(params, 'sharpness');
  return {
    centres: Array.from({ length: fields }, (_, i) => (i - 0.5) * spacing),
    width,
    activity: (distance) => Math.exp(-(distance ** 2) / (2 * width ** 2)),
  };
}

/** The least activity that a spike in the last step may stand for. */
const LEAST = 1e-3;

/**
 * The value that gives the two strongest fields their activities:
 * v = (σ²·ln(a₁/a₂))/(μ₁ − μ₂) + (μ₁ + μ₂)/2; the centre of the only one that spiked.
 */
function between(active: readonly number[], centres: readonly number[], sigma: number): number {
  const ranked = active.map((_, i) => i).toSorted((a, b) => active[b]! - active[a]!);
  const [first = 0, second = 0] = ranked;
  const isAlone = active[second] === 0;
  if (isAlone) return clipped(centres[first]!);
  const ratio = Math.log(active[first]! / Math.max(LEAST, active[second]!));
  const distance = centres[first]! - centres[second]!;
  return clipped((sigma ** 2 * ratio) / distance + (centres[first]! + centres[second]!) / 2);
}

const clipped = (value: number): number => Math.min(1, Math.max(0, value));
