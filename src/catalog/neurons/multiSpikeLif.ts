/**
 * LIF neuron in continuous time whose spikes have closed forms, one after the other: τ_m = 2τ_s.
 *
 *   u(t) = Σ_i w_i Σ_z 2 [e^{−(t − t_i^z)/2τ_s} − e^{−(t − t_i^z)/τ_s}] − Δ Σ_k e^{−(t − T_k)/2τ_s}
 *   a spike T_k where u reaches θ from below
 *
 * The peak of one input of weight w is w/2, so a single spike needs w ≥ 2θ. θ and Δ are those of
 * Bacho & Chu divided by τ_s.
 * Source: Bacho & Chu 2022, arXiv:2212.09500.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

export const multiSpikeLif = {
  id: 'multiSpikeLif',
  label: 'Multi-spike LIF',
  short: 'multi LIF',
  help: 'Integrates in continuous time; the moment of each of its spikes has a formula.',
  equation:
    'u(t) = \\sum_i w_i \\sum_z 2\\left[e^{-\\frac{t-t_i^z}{2\\tau_s}} - e^{-\\frac{t-t_i^z}{\\tau_s}}\\right] - \\Delta \\sum_k e^{-\\frac{t-T_k}{2\\tau_s}}',
  source: 'Bacho & Chu 2022, arXiv 2212.09500',
  spiking: true,
  params: {
    tauSynMs: number({
      label: 'Synaptic time constant',
      symbol: '\\tau_s',
      default: 130,
      min: 5,
      max: 500,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How long the current of an input spike lasts; the membrane leaks half as fast. Larger: longer memory.',
    }),
    threshold: number({
      label: 'Threshold',
      symbol: '\\theta',
      default: 1,
      min: 0.1,
      max: 20,
      hardMin: 0.001,
      hardMax: 100000,
      scale: 'log',
      unit: '1',
      help: 'Membrane potential at which the neuron fires; an input of weight 2 lifts it to 1. Larger: fewer spikes.',
    }),
    resetShare: number({
      label: 'Reset',
      symbol: '\\Delta/\\theta',
      default: 1,
      min: 0.1,
      max: 2,
      hardMin: 0.001,
      hardMax: 1000,
      unit: 'θ',
      advanced: true,
      help: 'What a spike takes off the membrane, as a share of the threshold. Smaller: more spikes in a row.',
    }),
    maxSpikes: number({
      label: 'Most spikes',
      default: 30,
      min: 1,
      max: 50,
      hardMax: 1000,
      integer: true,
      unit: 'spikes',
      changesShape: true,
      help: 'After this many spikes in one presentation the neuron stays silent. 1: only the first spike counts.',
    }),
  },
} as const satisfies NeuronEntry;
