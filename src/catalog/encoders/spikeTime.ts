/**
 * First-spike time: every input spikes at most once, at a moment that need not lie on a step.
 *
 *   smallFirst:  t_j = t_early + v_j·(t_late − t_early)
 *   largeFirst:  t_j = t_early + (1 − v_j)·(t_late − t_early)
 *
 * With a bias, one input more spikes at the same time in every sample.
 *
 * While training, times can be jittered: t ← |t + N(0, σ²)|. With `silentLast`, inputs that would
 * spike at t_late do not spike at all (the background of an image).
 *
 * Source: Göltz et al. 2021, encoding and input noise; Bacho & Chu 2022, encoding.
 */
import type { EncoderEntry } from '#model/catalog.ts';
import { choice, flag, flagParam, number, numberParam, stringParam } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';
import { sizeOf } from '#model/shape.ts';

export const spikeTime = {
  id: 'spikeTime',
  label: 'Spike time',
  help: 'One spike an input at an exact moment that says how large the value is; for rules that learn from spike times.',
  equation: 't_j = t_{early} + v_j\\,(t_{late} - t_{early})',
  source: 'Göltz et al. 2021; Bacho & Chu 2022',
  output: 'times',
  params: {
    earlyMs: number({
      label: 'Earliest spike',
      symbol: 't_{early}',
      default: 1.5,
      min: 0,
      max: 100,
      hardMax: 100000,
      unit: 'ms',
      help: 'When the first inputs spike. Larger: a longer wait before anything happens.',
    }),
    lateMs: number({
      label: 'Latest spike',
      symbol: 't_{late}',
      default: 20,
      min: 0,
      max: 500,
      hardMax: 100000,
      unit: 'ms',
      help: 'When the last inputs spike. Larger: values lie further apart in time.',
    }),
    order: choice({
      label: 'Order',
      default: 'largeFirst',
      oneOf: [
        ['largeFirst', 'Large values first'],
        ['smallFirst', 'Small values first'],
      ],
      help: 'Whether a large value spikes early or late.',
    }),
    silentLast: flag({
      label: 'Last ones stay silent',
      default: false,
      help: 'Inputs that would spike at the latest moment do not spike: the background of an image carries nothing.',
    }),
    jitterMs: number({
      label: 'Jitter while training',
      symbol: '\\sigma',
      default: 0,
      min: 0,
      max: 20,
      hardMax: 100000,
      unit: 'ms',
      advanced: true,
      help: 'Standard deviation of noise added to input times in training. Larger: harder to learn by heart.',
    }),
    bias: flag({
      label: 'Bias spike',
      default: false,
      changesShape: true,
      help: 'Whether one input more spikes in every sample at the same time: a clock to measure the others by.',
    }),
    biasMs: number({
      label: 'Time of the bias spike',
      symbol: 't_{bias}',
      default: 1.5,
      min: 0,
      max: 100,
      hardMax: 100000,
      unit: 'ms',
      visibleIf: { param: 'bias', oneOf: [true] },
      help: 'When that input spikes.',
    }),
  },
  presents: (sample, params) => ({
    frames: 1,
    shape: flagParam(params, 'bias') ? [sizeOf(sample) + 1] : sample,
  }),
  encodeTimes: (values, params, { seed, epoch, streamId, training }, out) => {
    const early = numberParam(params, 'earlyMs');
    const late = numberParam(params, 'lateMs');
    const largeFirst = stringParam(params, 'order') === 'largeFirst';
    const silentLast = flagParam(params, 'silentLast');
    const jitter = training ? numberParam(params, 'jitterMs') : 0;
    const noise = jitter > 0 ? createStream(seed, 'encoding', streamId, epoch) : null;
    for (let j = 0; j < values.length; j++) {
      const share = largeFirst ? 1 - values[j]! : values[j]!;
      // Drawn for every input, so that the noise of one does not depend on the values of others.
      const shift = noise === null ? 0 : jitter * noise.normal();
      const time = early + share * (late - early);
      out[j] = silentLast && share >= 1 ? Infinity : noise === null ? time : Math.abs(time + shift);
    }
    if (flagParam(params, 'bias')) out[values.length] = numberParam(params, 'biasMs');
  },
  decodeTimes: (times, params, values) => {
    const early = numberParam(params, 'earlyMs');
    const late = numberParam(params, 'lateMs');
    if (early === late) return false;
    const largeFirst = stringParam(params, 'order') === 'largeFirst';
    for (let j = 0; j < values.length; j++) {
      // An input without a spike is one that would have spiked last.
      const share = times[j] === Infinity ? 1 : (times[j]! - early) / (late - early);
      values[j] = largeFirst ? 1 - share : share;
    }
    return true;
  },
} as const satisfies EncoderEntry;
