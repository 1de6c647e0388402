/** Spike drop: every input spike is left out with probability p, independently. */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { withoutSpikes } from './fits.ts';

export const spikeDrop = {
  id: 'spikeDrop',
  label: 'Spike drop',
  help: 'Leaves out input spikes of training samples at random: dropout for spikes.',
  equation: 'P(s = 0) = p',
  acts: 'spikes',
  strength: 'probability',
  params: {
    probability: number({
      label: 'Dropped',
      symbol: 'p',
      default: 0.1,
      min: 0,
      max: 0.9,
      hardMax: 1,
      unit: '1',
      help: 'Probability that a spike is left out. 0: none.',
    }),
  },
  refusal: withoutSpikes,
  change: (timesMs, params, random) => {
    const probability = numberParam(params, 'probability');
    for (let i = 0; i < timesMs.length; i++) {
      if (timesMs[i]! < Infinity && random.uniform() < probability) timesMs[i] = Infinity;
    }
  },
} as const satisfies AugmentationEntry;
