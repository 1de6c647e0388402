/**
 * Mean squared error between spike counts and target counts:
 *   L = (1/K) Σ_k (c_k/T − r_k)²,  r_k = r_on for the true class, r_off for the others.
 *
 * Source: Eshraghian et al. 2023, mean square spike count loss; differs: counts are divided by T, so
 * that targets are rates and do not depend on the presentation's length.
 */
import type { LossEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';
import { rateRegularisation } from './rateRegularisation.ts';

export const mseCount = {
  id: 'mseCount',
  label: 'Squared error on spike count',
  help: 'Each class has a rate to hit: high for the true one, low for the rest.',
  equation: 'L = \\frac{1}{K} \\sum_k \\left(\\frac{c_k}{T} - r_k\\right)^2',
  source: 'Eshraghian et al. 2023',
  measures: ['spikeCount'],
  params: {
    rateOn: number({
      label: 'Rate of the true class',
      symbol: 'r_{on}',
      default: 0.8,
      min: 0,
      max: 1,
      unit: 'spikes/step',
      help: 'Share of steps in which the output neuron of the true class should fire.',
    }),
    rateOff: number({
      label: 'Rate of the others',
      symbol: 'r_{off}',
      default: 0.05,
      min: 0,
      max: 1,
      unit: 'spikes/step',
      help: 'Share of steps in which the other output neurons should fire.',
    }),
    ...rateRegularisation,
  },
} as const satisfies LossEntry;
