/**
 * Spike jitter: every input spike misses its moment.
 *
 *   t' = |t + N(0, σ²)|
 *
 * Where spikes lie in steps, they are taken from the middle of their step and put into the one that
 * holds t'. A spike that comes to lie behind the presentation is lost, and of several in one step one
 * is left.
 */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { withoutSpikes } from './fits.ts';

export const spikeJitter = {
  id: 'spikeJitter',
  label: 'Spike jitter',
  help: 'Moves each input spike of training samples by a little, so that no single moment is learned by heart.',
  equation: "t' = |t + \\sigma\\,\\xi|",
  acts: 'spikes',
  strength: 'sigmaMs',
  params: {
    sigmaMs: number({
      label: 'Jitter',
      symbol: '\\sigma',
      default: 1,
      min: 0,
      max: 20,
      hardMax: 10000,
      unit: 'ms',
      help: 'Standard deviation by which a spike moves. 0: not at all.',
    }),
  },
  refusal: withoutSpikes,
  change: (timesMs, params, random) => {
    const sigma = numberParam(params, 'sigmaMs');
    for (let i = 0; i < timesMs.length; i++) {
      if (timesMs[i]! < Infinity) timesMs[i] = Math.abs(timesMs[i]! + sigma * random.normal());
    }
  },
} as const satisfies AugmentationEntry;
