/**
 * Cross-entropy at every step, averaged over time: on the readout's membrane, or on its spikes when
 * the readout counts spikes. `stepReduction: 'sum'` adds the steps instead.
 *
 *   L = (1/T) Σ_t −log softmax(z_t)_y,   z_t = u_t or s_t
 *
 * Source: Eshraghian et al. 2023, rate losses on spikes and on membrane.
 */
import type { LossEntry } from '#model/catalog.ts';
import { choice } from '#model/params.ts';
import { rateRegularisation } from './rateRegularisation.ts';

export const ceEachStep = {
  id: 'ceEachStep',
  label: 'Cross-entropy at every step',
  help: 'The true class should lead at each moment, not only at the end: rewards early decisions.',
  equation: 'L = \\frac{1}{T} \\sum_t -\\log \\frac{e^{z_{t,y}}}{\\sum_k e^{z_{t,k}}}',
  source: 'Eshraghian et al. 2023',
  measures: ['spikeCount', 'membraneMax', 'membraneMean', 'membraneLast'],
  params: {
    stepReduction: choice({
      label: 'Over time',
      default: 'mean',
      advanced: true,
      oneOf: [
        ['mean', 'Mean of the steps'],
        ['sum', 'Sum of the steps'],
      ],
      help: 'Whether the steps are averaged or added; the sum makes the gradient T times larger.',
    }),
    ...rateRegularisation,
  },
} as const satisfies LossEntry;
