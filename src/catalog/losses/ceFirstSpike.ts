/**
 * Cross-entropy on first spike times: L = −log softmax(−T/τ_L)_y.
 *
 * Silent outputs have T = ∞ and no share. Source: Bacho & Chu 2022; Mostafa 2017.
 */
import type { LossEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

export const ceFirstSpike = {
  id: 'ceFirstSpike',
  label: 'Cross-entropy on first spikes',
  help: 'The output neuron of the true class should be the first to spike.',
  equation: 'L = -\\log \\frac{e^{-T_y/\\tau_L}}{\\sum_k e^{-T_k/\\tau_L}}',
  source: 'Bacho & Chu 2022; Mostafa 2017',
  measures: ['firstSpike'],
  params: {
    tauLossMs: number({
      label: 'Time scale',
      symbol: '\\tau_L',
      default: 5,
      min: 0.5,
      max: 100,
      hardMin: 0.001,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'A lead of this much is worth a factor e. Smaller: only outputs that are nearly first matter.',
    }),
  },
} as const satisfies LossEntry;
