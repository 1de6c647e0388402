/**
 * Cross-entropy on first spike times with a term that asks for early answers:
 *
 *   L = log Σ_k exp(−(T_k − T_y)/(ξ τ_s)) + α exp(T_y/(β τ_s));   100, without gradient, when T_y = ∞
 *
 * τ_s: synaptic time constant of the readout. Source: Göltz et al. 2021, loss with regulariser.
 */
import type { LossEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

export const timeToFirstSpike = {
  id: 'timeToFirstSpike',
  label: 'Time to first spike',
  help: 'The true class should spike first by a clear lead, and soon.',
  equation:
    'L = \\log \\sum_k e^{-(T_k - T_y)/(\\xi \\tau_s)} + \\alpha\\, e^{T_y/(\\beta \\tau_s)}',
  source: 'Göltz et al. 2021',
  measures: ['firstSpike'],
  params: {
    xi: number({
      label: 'Sharpness',
      symbol: '\\xi',
      default: 0.2,
      min: 0.02,
      max: 2,
      hardMin: 0.0001,
      hardMax: 1000,
      scale: 'log',
      unit: 'τ_s',
      help: 'A lead of this much is worth a factor e. Smaller: leads have to be clearer in time.',
    }),
    alpha: number({
      label: 'Weight of an early answer',
      symbol: '\\alpha',
      default: 0.005,
      min: 0,
      max: 0.1,
      hardMax: 1000,
      unit: '1',
      help: 'How strongly late answers are punished. 0: only the order counts.',
    }),
    beta: number({
      label: 'Time scale of an early answer',
      symbol: '\\beta',
      default: 1,
      min: 0.1,
      max: 10,
      hardMin: 0.001,
      hardMax: 1000,
      scale: 'log',
      unit: 'τ_s',
      advanced: true,
      help: 'Beyond this time the punishment grows steeply.',
    }),
  },
} as const satisfies LossEntry;
