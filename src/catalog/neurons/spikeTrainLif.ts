/**
 * LIF neuron of spike-train level backpropagation: first-order synapse, hard reset, refractory period.
 *
 *   e_t = (1 − 1/τ_s)·e_{t−1} + Σ w s_{t−1}
 *   v_t = (1 − 1/τ_m)·v_{t−1} + e_t/τ_s,   0 while refractory
 *   s_t = 1 where v_t > ν;  v_t = 0 after a spike, e goes on
 *
 * Forward Euler in steps: τ are time constants divided by dt. A spike reaches the next layer one step
 * later; step 0 integrates nothing.
 * Source: Zhang & Li 2019, NeurIPS, in the form of their published code.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';

export const spikeTrainLif = {
  id: 'spikeTrainLif',
  label: 'Spike-train LIF',
  short: 'train LIF',
  help: 'Leaky integrate-and-fire with a synaptic filter, reset to zero and a refractory period, in Euler steps.',
  equation:
    'v_t = \\left(1-\\tfrac{1}{\\tau_m}\\right)v_{t-1} + \\tfrac{1}{\\tau_s}e_t,\\quad e_t = \\left(1-\\tfrac{1}{\\tau_s}\\right)e_{t-1} + \\sum w\\,s_{t-1},\\quad s_t = [v_t > \\nu],\\ v_t \\to 0',
  source: 'Zhang & Li 2019, NeurIPS, code',
  spiking: true,
  params: {
    tauMemMs: number({
      label: 'Membrane time constant',
      symbol: '\\tau_m',
      default: 16,
      min: 4,
      max: 200,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How slowly the membrane potential leaks away. Larger: longer memory.',
    }),
    tauSynMs: number({
      label: 'Synaptic time constant',
      symbol: '\\tau_s',
      default: 4,
      min: 1,
      max: 50,
      hardMin: 0.01,
      hardMax: 100000,
      scale: 'log',
      unit: 'ms',
      help: 'How long the current of an input spike lasts.',
    }),
    threshold: number({
      label: 'Threshold',
      symbol: '\\nu',
      default: 6,
      min: 0.5,
      max: 40,
      hardMin: 0.001,
      hardMax: 100000,
      scale: 'log',
      unit: '1',
      help: 'Membrane potential at which the neuron fires; an input of weight 1 lifts it by about 1 in all. Larger: fewer spikes.',
    }),
    refractorySteps: number({
      label: 'Refractory period',
      symbol: 't_{ref}',
      default: 2,
      min: 0,
      max: 10,
      hardMax: 1000,
      integer: true,
      unit: 'steps',
      help: 'Steps after a spike in which the membrane stays at zero.',
    }),
  },
} as const satisfies NeuronEntry;
