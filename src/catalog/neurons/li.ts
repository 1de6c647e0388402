/**
 * Leaky integrator: the membrane of a LIF neuron that never fires, read out as it is.
 *
 *   i_t = b·i_{t−1} + x_t,   u_t = a·u_{t−1} + g·i_t
 *
 * Source: Bellec et al. 2018, "Long short-term memory and learning-to-learn in networks of spiking
 * neurons", readout neurons. Differs: a synaptic filter may come before it.
 */
import type { NeuronEntry } from '#model/catalog.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { lif } from './lif.ts';

export const li = {
  id: 'li',
  label: 'Leaky integrator',
  short: 'LI',
  help: 'Integrates and leaks but never fires: a smooth output to read a class from.',
  equation: 'u_t = a\\,u_{t-1} + g\\,i_t,\\quad i_t = b\\,i_{t-1} + x_t',
  source: 'Bellec et al. 2018, readout neurons',
  spiking: false,
  params: {
    tauMemMs: lif.params.tauMemMs,
    tauSynMs: lif.params.tauSynMs,
    inputGain: lif.params.inputGain,
  },
  pattern: { timeConstants: ['tauMemMs', 'tauSynMs'], thresholds: [] },
  coefficients: (params, dtMs) => {
    const decayMem = Math.exp(-dtMs / numberParam(params, 'tauMemMs'));
    const tauSynMs = numberParam(params, 'tauSynMs');
    return {
      decayMem,
      decaySyn: tauSynMs > 0 ? Math.exp(-dtMs / tauSynMs) : 0,
      inputGain: stringParam(params, 'inputGain') === 'normalised' ? 1 - decayMem : 1,
      threshold: 1,
      resetSize: 0,
      resetKind: 'none',
      refractorySteps: 0,
      spiking: false,
    };
  },
} as const satisfies NeuronEntry;
