/**
 * Squared error between spike counts and target counts:
 *
 *   d_k = n_k − y_k, or 0 while |n_k − y_k| ≤ margin      y_k = y_true for the label, y_false else
 *   L = ½ Σ_k d_k²   or   (1/K) Σ_k d_k²
 *
 * Source: Bacho & Chu 2022 (half the sum); Zhang & Li 2019 (half the sum, with a margin);
 * Yanguas-Gil 2020 (mean over the classes).
 */
import type { LossEntry } from '#model/catalog.ts';
import { choice, number } from '#model/params.ts';

export const countTargets = {
  id: 'countTargets',
  label: 'Target spike counts',
  help: 'Each class has a number of spikes to fire: many for the true one, few for the rest.',
  equation: 'L = \\tfrac{1}{2} \\sum_k (n_k - y_k)^2',
  source: 'Bacho & Chu 2022; Zhang & Li 2019; Yanguas-Gil 2020',
  measures: ['spikeCount'],
  params: {
    countTrue: number({
      label: 'Spikes of the true class',
      symbol: 'y_{true}',
      default: 15,
      min: 0,
      max: 50,
      hardMax: 100000,
      unit: 'spikes',
      help: 'How often the output neuron of the true class should fire in one presentation.',
    }),
    countFalse: number({
      label: 'Spikes of the others',
      symbol: 'y_{false}',
      default: 3,
      min: 0,
      max: 50,
      hardMax: 100000,
      unit: 'spikes',
      help: 'How often the other output neurons should fire. Above 0, they keep hearing an error.',
    }),
    margin: number({
      label: 'Margin',
      default: 0,
      min: 0,
      max: 10,
      hardMax: 100000,
      unit: 'spikes',
      advanced: true,
      help: 'Counts this near to their target are left alone.',
    }),
    reduction: choice({
      label: 'Over classes',
      default: 'halfSum',
      advanced: true,
      oneOf: [
        ['halfSum', 'Half the sum'],
        ['mean', 'Mean'],
      ],
      help: 'How the squared errors of the classes are put together; this only scales the gradient.',
    }),
  },
} as const satisfies LossEntry;
