/**
 * Training at the scale of the refractory period: presentations of a few steps of coarse-scale LIF
 * neurons, backpropagation through time with a surrogate, the gradient of the reset included.
 *
 * The trained weights are those of a continuous LIF network with refractory period, which the same
 * spikes drive from event to event (engine/methods/coarse-scale).
 * Source: Yanguas-Gil 2020, arXiv 2007.06176.
 */
import type { RuleEntry } from '#model/catalog.ts';
import { surrogateParams } from './surrogateParams.ts';

export const coarseScale = {
  id: 'coarse-scale',
  label: 'Coarse-scale LIF (BPTT)',
  help: 'Trains on spike trains of four to eight steps, each as long as the refractory period; the weights then run in continuous time.',
  exact: false,
  gradient:
    'Backpropagation through time of the averaged dynamics, the reset included; only the derivative of the spike is replaced.',
  equation:
    "\\frac{\\partial L}{\\partial s_t} \\ni \\frac{\\partial L}{\\partial u_{t+1}}\\,(c\\,x_{t+1} - a\\,u_t - b\\,x_{t+1}),\\quad \\frac{\\partial s_t}{\\partial u_t} := \\sigma'(u_t - \\theta)",
  source: 'Yanguas-Gil 2020, arXiv 2007.06176',
  params: surrogateParams('logistic', 'flow'),
  time: 'steps',
  supports: {
    layers: ['input', 'dense', 'conv', 'maxPool', 'flatten', 'readout'],
    encoders: 'all',
    losses: ['countTargets', 'ceCount'],
    measures: ['spikeCount'],
    neurons: ['coarseLif'],
    readoutNeurons: ['coarseLif'],
    optimisers: 'all',
    recurrent: true,
    severalInputs: true,
  },
  suggests: {
    neuron: { id: 'coarseLif' },
    readoutNeuron: { id: 'coarseLif' },
    measure: 'spikeCount',
    encoder: { id: 'poisson', params: { peakRate: 1 } },
    loss: {
      id: 'countTargets',
      params: { countTrue: 4, countFalse: 0, margin: 0, reduction: 'mean' },
    },
    optimiser: { id: 'adam', params: { learningRate: 0.001 } },
    batchSize: 64,
    weights: { initGain: 1, init: 'uniform', initScale: 'fanIn', initMean: 0, bias: true },
    readoutWeights: { initGain: 1, init: 'uniform', initScale: 'fanIn', initMean: 0, bias: false },
    simulation: { steps: 8, dtMs: 1 },
  },
} as const satisfies RuleEntry;
