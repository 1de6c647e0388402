/**
 * Rate regularisation, the same for every loss.
 *
 *   L_rate = λ · mean over hidden layers of  mean_n [ max(0, r_n − r_max)² + max(0, r_min − r_n)² ]
 *
 * r_n: spikes per step of neuron n, averaged over the batch and the presentation.
 * Source: Zenke & Vogels 2021, "The remarkable robustness of surrogate gradient learning", lower and
 * upper activity bounds; differs: mean instead of sum over neurons.
 */
import { number } from '#model/params.ts';

export const rateRegularisation = {
  rateWeight: number({
    label: 'Rate regularisation',
    symbol: '\\lambda',
    default: 0,
    min: 0,
    max: 10,
    hardMax: 1e6,
    unit: '1',
    advanced: true,
    help: 'How strongly hidden neurons are held between the two rates below. 0: not at all.',
  }),
  rateMin: number({
    label: 'Lowest rate',
    symbol: 'r_{min}',
    default: 0.01,
    min: 0,
    max: 1,
    unit: 'spikes/step',
    advanced: true,
    help: 'Hidden neurons that fire less than this are pushed up.',
  }),
  rateMax: number({
    label: 'Highest rate',
    symbol: 'r_{max}',
    default: 0.3,
    min: 0,
    max: 1,
    unit: 'spikes/step',
    advanced: true,
    help: 'Hidden neurons that fire more than this are pushed down.',
  }),
} as const;
