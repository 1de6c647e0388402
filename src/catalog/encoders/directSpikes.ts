/**
 * Spikes that a sample consists of, put into the steps that hold them.
 *
 *   step = ⌊(t − start) / dt⌋
 *
 * Several spikes of an input inside one step count as one; those outside the presentation are lost.
 */
import type { EncoderEntry, EncodingContext, PresentedSpikes } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { number, numberParam } from '#model/params.ts';

const startMs = number({
  label: 'Start',
  symbol: 't_0',
  default: 0,
  min: 0,
  max: 500,
  hardMax: 100_000,
  unit: 'ms',
  help: 'Time of the recording at which a presentation begins. Earlier spikes are left out.',
});
const timeScale = number({
  label: 'Speed',
  default: 1,
  min: 0.1,
  max: 20,
  hardMin: 0.001,
  hardMax: 1000,
  scale: 'log',
  unit: '1',
  help: 'How many times faster than recorded the spikes are presented. Larger: more fits into the steps.',
});

/** Time of each spike since the start of the presentation in ms. */
function presentedTimes(
  { timesMs }: PresentedSpikes,
  params: ParamValues,
): Float32Array | Float64Array {
  const start = numberParam(params, 'startMs');
  const speed = numberParam(params, 'speed');
  return start === 0 && speed === 1
    ? timesMs
    : Float64Array.from(timesMs, (time) => (time - start) / speed);
}

/** The spikes of a sample. @throws RangeError for a sample of values */
function spikesOf({ spikes }: EncodingContext): PresentedSpikes {
  if (spikes === undefined)
    throw new RangeError('direct spikes: got a sample of values, expected one of spikes');
  return spikes;
}

export const directSpikes = {
  id: 'directSpikes',
  label: 'Direct spikes',
  help: 'The spikes of the recording as they are. Only for data that are spikes already.',
  equation: 's_j[\\lfloor (t - t_0)/\\Delta t \\rfloor] = 1',
  output: 'spikes',
  needsSpikes: true,
  params: { startMs, speed: timeScale },
  encode: (values, params, context, out) => {
    const spikes = spikesOf(context);
    const times = presentedTimes(spikes, params);
    for (let i = 0; i < times.length; i++) {
      const step = Math.floor(times[i]! / spikes.dtMs);
      if (step >= 0 && step < context.steps) out[step * values.length + spikes.inputs[i]!] = 1;
    }
  },
} as const satisfies EncoderEntry;

/** The first spike of each input, at its exact time: for rules that compute from event to event. */
export const firstSpikes = {
  id: 'firstSpikes',
  label: 'First spikes',
  help: 'The first spike of each input of the recording, at its own time. Only for data that are spikes already.',
  equation: 't_j = \\min_k t_j^{(k)} - t_0',
  output: 'times',
  needsSpikes: true,
  params: { startMs, speed: timeScale },
  encodeTimes: (_values, params, context, out) => {
    const spikes = spikesOf(context);
    const times = presentedTimes(spikes, params);
    const endMs = context.steps * spikes.dtMs;
    out.fill(Infinity);
    for (let i = 0; i < times.length; i++) {
      const input = spikes.inputs[i]!;
      const time = times[i]!;
      if (time >= 0 && time < endMs && time < out[input]!) out[input] = time;
    }
  },
} as const satisfies EncoderEntry;
