/**
 * Backpropagation through time with a surrogate for the derivative of the spike.
 *
 * The forward pass keeps the step function; the backward pass puts σ'(u − θ) in its place.
 * Source: Neftci, Mostafa & Zenke 2019, "Surrogate gradient learning in spiking neural networks".
 */
import type { RuleEntry } from '#model/catalog.ts';
import { surrogateParams } from './surrogateParams.ts';

export const surrogate = {
  id: 'surrogate',
  label: 'Surrogate gradient (BPTT)',
  help: 'The known baseline: backpropagation through time with a smooth stand-in for the spike.',
  exact: false,
  gradient:
    'Backpropagation through time; the derivative of each spike is replaced by the surrogate, so the gradient is approximate.',
  equation:
    "\\frac{\\partial L}{\\partial u_t} = \\frac{\\partial L}{\\partial s_t}\\,\\sigma'(u_t - \\theta) + \\frac{\\partial L}{\\partial v_t}\\frac{\\partial v_t}{\\partial u_t}",
  source: 'Neftci, Mostafa & Zenke 2019',
  params: surrogateParams('fastSigmoid', 'stop'),
  time: 'steps',
  supports: {
    layers: ['input', 'dense', 'conv', 'maxPool', 'avgPool', 'flatten', 'readout'],
    encoders: 'all',
    losses: ['ceCount', 'ceMembrane', 'ceEachStep', 'mseCount', 'countTargets'],
    measures: ['spikeCount', 'membraneMax', 'membraneMean', 'membraneLast'],
    neurons: ['lif'],
    readoutNeurons: ['lif', 'li'],
    optimisers: 'all',
    recurrent: true,
    severalInputs: true,
  },
  suggests: {
    neuron: { id: 'lif' },
    readoutNeuron: { id: 'li' },
    measure: 'membraneMean',
    encoder: { id: 'constant' },
    loss: { id: 'ceMembrane' },
    optimiser: { id: 'adam', params: { learningRate: 0.002 } },
    batchSize: 100,
    weights: { initGain: 2, init: 'uniform', initScale: 'fanIn', initMean: 0 },
    readoutWeights: { initGain: 1, init: 'uniform', initScale: 'fanIn', initMean: 0 },
    simulation: { steps: 20, dtMs: 1 },
  },
} as const satisfies RuleEntry;
