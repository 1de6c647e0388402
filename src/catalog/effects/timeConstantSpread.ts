/**
 * Fixed-pattern noise of time constants: each neuron has its own,
 *
 *   τ_j = τ·max(0.1, 1 + σ z_j),  z_j standard normal, the same at every presentation
 *
 * drawn for each time constant of the neuron by itself. What follows from a time constant (the scale of
 * the input, say) follows from the neuron's own.
 * Source: Schemmel et al. 2010, "A wafer-scale neuromorphic hardware system", device mismatch.
 */
import type { NeuronEffect } from '#model/catalog.ts';
import { spreadOver } from './spread.ts';

export const timeConstantSpread = {
  id: 'timeConstantSpread',
  label: 'Spread of time constants',
  help: 'Each neuron has time constants of its own, which differ from those it was meant to have.',
  equation: '\\tau_j = \\tau\\,\\max(0.1,\\; 1 + \\sigma z_j)',
  acts: 'timeConstants',
  ...spreadOver(
    'Standard deviation of membrane and synaptic time constants over the neurons, as a share of their value.',
  ),
} as const satisfies NeuronEffect;
