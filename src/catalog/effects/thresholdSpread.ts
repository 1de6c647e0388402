/**
 * Fixed-pattern noise of thresholds: each neuron has its own,
 *
 *   θ_j = θ·max(0.1, 1 + σ z_j),  z_j standard normal, the same at every presentation
 *
 * A reset by subtraction takes off the neuron's own threshold.
 * Source: Schemmel et al. 2010, "A wafer-scale neuromorphic hardware system", device mismatch.
 */
import type { NeuronEffect } from '#model/catalog.ts';
import { spreadOver } from './spread.ts';

export const thresholdSpread = {
  id: 'thresholdSpread',
  label: 'Spread of thresholds',
  help: 'Each neuron has a threshold of its own, which differs from the one it was meant to have.',
  equation: '\\theta_j = \\theta\\,\\max(0.1,\\; 1 + \\sigma z_j)',
  acts: 'thresholds',
  ...spreadOver('Standard deviation of thresholds over the neurons, as a share of their value.'),
} as const satisfies NeuronEffect;
