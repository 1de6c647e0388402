/**
 * Rate code: at every step, input j spikes with probability p_j = peakRate · value_j, independently.
 *
 * The draw for (seed, epoch, sample, step, input) is one number whatever the batch or the backend:
 *
 *   r = Philox4x32-10, counter [⌊j/4⌋, step, streamId, PURPOSE.encoding], key [seed, epoch], word j mod 4
 *   spike ⇔ r < 2³²·(peakRate·value_j)      the product rounded to float32, as kernels hold it
 *
 * With rows in time, value_j is that of the row shown at the step.
 *
 * A Bernoulli process, the discrete form of a Poisson spike train.
 * Source: Gerstner et al., Neuronal Dynamics (2014), §7.2.
 */
import type { EncoderEntry } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { flag, flagParam, number, numberParam } from '#model/params.ts';
import { philox4x32 } from '#model/random/philox.ts';
import { PURPOSE } from '#model/random/stream.ts';
import { averageRows, presentRows, rowAt, rowsInTime } from './rows.ts';

const TWO_32 = 4294967296;

export const poisson = {
  id: 'poisson',
  label: 'Poisson spikes',
  help: 'Random spikes, more of them for larger values: the classic rate code, fresh at every presentation.',
  equation: 'P(s_{t,j} = 1) = p\\,v_j',
  source: 'Gerstner et al. 2014, Neuronal Dynamics, §7.2',
  output: 'spikes',
  kernel: 'bernoulli',
  params: {
    peakRate: number({
      label: 'Peak rate',
      symbol: 'p',
      default: 0.5,
      min: 0,
      max: 1,
      unit: 'spikes/step',
      help: 'Probability that an input of value 1 spikes in a step. Larger: less noise, more spikes.',
    }),
    frozen: flag({
      label: 'Draw once',
      default: false,
      advanced: true,
      help: 'Whether a sample has the same spikes in every epoch, as if they had been recorded.',
    }),
    rowsInTime,
  },
  presents: presentRows,
  encode: (values, params, { steps, seed, epoch, streamId, frames = 1 }, out) => {
    const draw = drawnIn(params, epoch);
    const peakRate = numberParam(params, 'peakRate');
    const n = values.length / frames;
    const block = new Uint32Array(4);
    for (let step = 0; step < steps; step++) {
      const row = rowAt(step, steps, frames) * n;
      for (let first = 0; first < n; first += 4) {
        const width = Math.min(4, n - first);
        let isSilent = true;
        for (let lane = 0; lane < width; lane++) isSilent &&= !(values[row + first + lane]! > 0);
        // Numbers belong to their counter, so those nobody asks for need not be drawn.
        if (isSilent) continue;
        philox4x32([first >>> 2, step, streamId, PURPOSE.encoding], [seed, draw], block);
        for (let lane = 0; lane < width; lane++) {
          const j = first + lane;
          const chance = Math.fround(peakRate * values[row + j]!);
          if (block[lane]! < TWO_32 * chance) out[step * n + j] = 1;
        }
      }
    }
  },
  decode: (encoded, params, { steps, frames = 1 }, values) => {
    const peakRate = numberParam(params, 'peakRate');
    if (peakRate === 0) return false;
    averageRows(encoded, steps, frames, values);
    for (let j = 0; j < values.length; j++) values[j]! /= peakRate;
    return true;
  },
} as const satisfies EncoderEntry;

/** The epoch whose random numbers are used. */
export function drawnIn(params: ParamValues, epoch: number): number {
  return flagParam(params, 'frozen') ? 0 : epoch;
}
