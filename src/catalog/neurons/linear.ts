/**
 * No dynamics: the membrane is the weighted input of the step, u_t = x_t.
 *
 * The leaky integrator with an immediate leak (a = 0, g = 1), which is how it is computed.
 */
import type { NeuronEntry } from '#model/catalog.ts';

export const linear = {
  id: 'linear',
  label: 'Linear',
  short: 'linear',
  help: 'The weighted sum as it is, without membrane or spikes: a readout for rates.',
  equation: 'u_t = x_t',
  spiking: false,
  params: {},
  coefficients: () => ({
    decayMem: 0,
    decaySyn: 0,
    inputGain: 1,
    threshold: 1,
    resetSize: 0,
    resetKind: 'none',
    refractorySteps: 0,
    spiking: false,
  }),
} as const satisfies NeuronEntry;
