/**
 * Cross-entropy on the spike counts: L = −log softmax(κ·c)_y with c_k = Σ_t s_{t,k}.
 *
 * Source: Eshraghian et al. 2023, "Training spiking neural networks using lessons from deep
 * learning", count losses.
 */
import type { LossEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';
import { rateRegularisation } from './rateRegularisation.ts';

export const ceCount = {
  id: 'ceCount',
  label: 'Cross-entropy on spike count',
  help: 'The class that spikes most should be the true one.',
  equation:
    'L = -\\log \\frac{e^{\\kappa c_y}}{\\sum_k e^{\\kappa c_k}},\\quad c_k = \\sum_t s_{t,k}',
  source: 'Eshraghian et al. 2023',
  measures: ['spikeCount'],
  params: {
    countScale: number({
      label: 'Count scale',
      symbol: '\\kappa',
      default: 1,
      min: 0.05,
      max: 5,
      hardMin: 0.001,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Weight of one spike in the softmax. Smaller: the loss keeps asking for a wider lead.',
    }),
    ...rateRegularisation,
  },
} as const satisfies LossEntry;
