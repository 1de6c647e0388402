/**
 * Cross-entropy on one number per class taken from the readout's membrane (its maximum, mean or last
 * value, as the readout layer says): L = −log softmax(m)_y.
 *
 * Source: Zenke & Vogels 2021 (maximum over time); Bellec et al. 2020 (mean).
 */
import type { LossEntry } from '#model/catalog.ts';
import { rateRegularisation } from './rateRegularisation.ts';

export const ceMembrane = {
  id: 'ceMembrane',
  label: 'Cross-entropy on membrane',
  help: 'The class whose readout membrane is highest should be the true one.',
  equation: 'L = -\\log \\frac{e^{m_y}}{\\sum_k e^{m_k}}',
  source: 'Zenke & Vogels 2021',
  measures: ['membraneMax', 'membraneMean', 'membraneLast'],
  params: { ...rateRegularisation },
} as const satisfies LossEntry;
