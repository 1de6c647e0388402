/** Spikes that never arrive: each with the same probability, for all its targets alike. */
import type { SpikeEffect } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const lostSpikes = {
  id: 'lostSpikes',
  label: 'Lost spikes',
  help: 'Some spikes never arrive at the layers they were sent to, as on a bus that has too many.',
  equation: 'P(t \\mathrm{\\;arrives}) = 1 - p',
  params: {
    share: number({
      label: 'Share lost',
      symbol: 'p',
      default: 0.1,
      min: 0,
      max: 1,
      unit: '1',
      help: 'Probability that a spike between two layers is lost. Spikes of a layer to itself stay inside it.',
    }),
  },
  acts: 'spikes',
  strength: 'share',
  neutral: 0,
  isRandom: true,
  arrivalMs: (timeMs, params, random) =>
    random.uniform() < numberParam(params, 'share') ? Infinity : timeMs,
} as const satisfies SpikeEffect;
