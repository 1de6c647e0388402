/**
 * LIF neuron in continuous time of which only the first spike counts, so that it needs no reset.
 *
 *   τ_m dV/dt = −V + I/g,   I = Σ_i w_i e^{−(t − t_i)/τ_s},   g = τ_s/τ_m
 *   a spike at the first T with V(T) = θ
 *
 * One input of weight w lifts V to w/e when τ_m = τ_s and to w/2 when τ_m = 2τ_s; for these two ratios
 * T has a closed form, for others it is found as a root.
 * Source: Göltz, Kriener et al. 2021, Nature Machine Intelligence 3, arXiv:1912.11443.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

export const firstSpikeLif = {
  id: 'firstSpikeLif',
  label: 'First-spike LIF',
  short: 'first LIF',
  help: 'Integrates in continuous time and fires at most once; the moment of its spike has a formula.',
  equation:
    '\\tau_m \\dot V = -V + \\tfrac{\\tau_m}{\\tau_s} \\sum_i w_i\\, e^{-(t - t_i)/\\tau_s},\\quad V(T) = \\theta',
  source: 'Göltz, Kriener et al. 2021, arXiv 1912.11443',
  spiking: true,
  params: {
    tauMemMs: number({
      label: 'Membrane time constant',
      symbol: '\\tau_m',
      default: 10,
      min: 1,
      max: 100,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How slowly the membrane potential leaks away. One or two synaptic time constants: a closed form, and fastest.',
    }),
    tauSynMs: number({
      label: 'Synaptic time constant',
      symbol: '\\tau_s',
      default: 10,
      min: 1,
      max: 100,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How long the current of an input spike lasts. Larger: inputs add up over a longer time.',
    }),
    threshold: number({
      label: 'Threshold',
      symbol: '\\theta',
      default: 1,
      min: 0.1,
      max: 5,
      hardMin: 0.001,
      hardMax: 1000,
      unit: '1',
      help: 'Membrane potential at which the neuron fires. Larger: later spikes, and more neurons stay silent.',
    }),
  },
} as const satisfies NeuronEntry;
