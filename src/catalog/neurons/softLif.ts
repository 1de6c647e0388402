/**
 * Soft-LIF: the steady rate of a LIF neuron, made smooth so that it has a derivative everywhere.
 *
 *   J = g·x + 1,  z = γ·ln(1 + e^((J − 1)/γ)),  output = A / (τ_ref + τ_rc·ln(1 + 1/z))
 *
 * x is the weighted input; the threshold lies at J = 1, so x = 0. γ → 0 recovers the LIF rate. Trained
 * as a rate, it runs afterwards as a spiking LIF neuron with the same weights, each spike of area A.
 * Source: Hunsberger & Eliasmith 2016, "Training spiking deep networks for neuromorphic hardware"
 * (arXiv:1611.05141).
 */
import type { NeuronEntry } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { number, numberParam } from '#model/params.ts';

export const softLif = {
  id: 'softLif',
  label: 'Soft LIF',
  short: 'soft LIF',
  help: 'A smooth rate to train with, a spiking leaky integrate-and-fire neuron to run with.',
  equation:
    'r = \\frac{A}{\\tau_{ref} + \\tau_{rc}\\ln(1 + 1/z)},\\quad z = \\gamma\\ln\\left(1 + e^{g x/\\gamma}\\right)',
  source: 'Hunsberger & Eliasmith 2016, arXiv:1611.05141',
  spiking: true,
  params: {
    tauRcMs: number({
      label: 'Membrane time constant',
      symbol: '\\tau_{rc}',
      default: 22,
      min: 5,
      max: 100,
      hardMin: 1,
      hardMax: 1000,
      scale: 'log',
      unit: 'ms',
      help: 'How slowly the membrane leaks. Larger: a steeper start of the rate, more like a rectifier.',
    }),
    tauRefMs: number({
      label: 'Refractory period',
      symbol: '\\tau_{ref}',
      default: 2,
      min: 0,
      max: 10,
      hardMax: 100,
      unit: 'ms',
      help: 'Rest after a spike. Its inverse is the highest rate.',
    }),
    gain: number({
      label: 'Gain',
      symbol: 'g',
      default: 1,
      min: 0.1,
      max: 10,
      hardMin: 0.001,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Current of a weighted input of 1. Larger: higher rates.',
    }),
    amp: number({
      label: 'Area of a spike',
      symbol: 'A',
      default: 0.063,
      min: 0.005,
      max: 1,
      hardMin: 0.0001,
      hardMax: 1000,
      scale: 'log',
      unit: '1/Hz',
      help: 'Output of a neuron that fires once a second. The default makes the slope of the rate near 1.',
    }),
    gamma: number({
      label: 'Smoothing',
      symbol: '\\gamma',
      default: 0.02,
      min: 0.005,
      max: 1,
      hardMin: 0.001,
      hardMax: 10,
      scale: 'log',
      unit: '1',
      help: 'Width of the smooth start of the rate. Smaller: closer to the spiking neuron, harder to train.',
    }),
  },
} as const satisfies NeuronEntry;

/** The neuron's numbers with times in seconds, so that rates are in Hz. */
export interface SoftLifConstants {
  readonly tauRcS: number;
  readonly tauRefS: number;
  readonly gain: number;
  readonly amp: number;
  readonly gamma: number;
}

export function softLifConstants(params: ParamValues): SoftLifConstants {
  return {
    tauRcS: numberParam(params, 'tauRcMs') / 1000,
    tauRefS: numberParam(params, 'tauRefMs') / 1000,
    gain: numberParam(params, 'gain'),
    amp: numberParam(params, 'amp'),
    gamma: numberParam(params, 'gamma'),
  };
}
