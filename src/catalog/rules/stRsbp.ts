/**
 * ST-RSBP: backpropagation on the level of whole spike trains.
 *
 *   a_i = Σ_j w_ij e_ij,   o_i ≈ a_i/ν,   ∂E/∂w_ij = (δ_i/ν)·e_ij / S_i
 *
 * e_ij is what the train of j adds to the membrane of i before its spikes; it depends on both counts,
 * and S_i, or the linear system Ω of a recurrent layer, solves for that dependence. Counts, not times,
 * carry the error, so nothing is unrolled through time. Denominators nearer to zero than 1e-4 are
 * moved there. Neurons have no biases.
 * Source: Zhang & Li 2019, "Spike-Train Level Backpropagation for Training Deep Recurrent Spiking
 * Neural Networks", NeurIPS, arXiv 1908.06378, in the form of their published code; the right-hand
 * side of the linear system is not transposed as it is there.
 */
import type { RuleEntry } from '#model/catalog.ts';
import { choice, flag, number } from '#model/params.ts';
import { rounded } from './rounded.ts';

export const stRsbp = {
  id: 'st-rsbp',
  label: 'Spike-train level (ST-RSBP)',
  help: 'Sends the error back through spike counts, for whole trains at once; recurrent layers are solved, not unrolled.',
  exact: false,
  gradient:
    'How counts move counts: exact potentials of whole spike trains, with an averaged effect of a neuron’s own count on them.',
  equation:
    '\\frac{\\partial E}{\\partial w_{ij}} = \\frac{\\delta_i}{\\nu}\\,\\frac{e_{ij}}{S_i},\\quad S_i = 1 - \\frac{1}{\\nu}\\sum_j w_{ij}\\,\\frac{\\partial e_{ij}}{\\partial o_i}',
  source: 'Zhang & Li 2019, NeurIPS, arXiv 1908.06378',
  params: {
    recurrentGradient: choice({
      label: 'Recurrent gradient',
      default: 'diagonal',
      oneOf: [
        ['diagonal', 'Own neuron'],
        ['full', 'All neighbours'],
      ],
      help: 'Whether a weight into a recurrent layer is credited for its own neuron alone, as in the paper, or for the neighbours it moves as well.',
    }),
    topology: choice({
      label: 'Recurrent synapses',
      default: 'grid',
      changesShape: true,
      oneOf: [
        ['grid', 'Near on a grid'],
        ['random', 'Anywhere'],
      ],
      help: 'Which neurons of a recurrent layer are connected. On a grid close neurons are, as in a liquid.',
    }),
    gridWidth: number({
      label: 'Grid width',
      default: 5,
      min: 1,
      max: 20,
      hardMax: 1000,
      integer: true,
      unit: 'neurons',
      changesShape: true,
      visibleIf: { param: 'topology', oneOf: ['grid'] },
      help: 'Neurons along the first side of the grid.',
    }),
    gridHeight: number({
      label: 'Grid height',
      default: 5,
      min: 1,
      max: 20,
      hardMax: 1000,
      integer: true,
      unit: 'neurons',
      changesShape: true,
      visibleIf: { param: 'topology', oneOf: ['grid'] },
      help: 'Neurons along the second side; the third is as long as the layer needs.',
    }),
    density: number({
      label: 'Density',
      default: 0.15,
      min: 0.01,
      max: 1,
      hardMin: 0,
      unit: '1',
      changesShape: true,
      visibleIf: { param: 'topology', oneOf: ['random'] },
      help: 'Probability that a neuron of a recurrent layer is connected to another, or to itself.',
    }),
    inhibition: number({
      label: 'Output inhibition',
      symbol: 'w_0',
      default: 1,
      min: 0,
      max: 3,
      hardMax: 1000,
      unit: '1',
      help: 'Fixed weight by which output neurons inhibit each other. 0: not at all.',
    }),
    weightPull: number({
      label: 'Weight regularisation',
      symbol: '\\lambda',
      default: 10,
      min: 0,
      max: 20,
      hardMax: 100000,
      unit: '1',
      help: 'Strength of the pull that keeps weights small. 0: none.',
    }),
    pullGrowth: number({
      label: 'Growth of the pull',
      symbol: '\\beta',
      default: 0.04,
      min: 0.01,
      max: 0.2,
      hardMin: 0,
      hardMax: 1000,
      unit: '1',
      advanced: true,
      help: 'How fast the pull on a neuron’s weights grows with their squares.',
    }),
    weightLimit: number({
      label: 'Weight limit',
      symbol: 'w_{lim}',
      default: 8,
      min: 1,
      max: 20,
      hardMin: 0.001,
      hardMax: 100000,
      unit: '1',
      advanced: true,
      help: 'Size of weights that counts as large.',
    }),
    boosting: flag({
      label: 'Weigh mistakes',
      default: true,
      help: 'Whether samples that were classified wrongly weigh more in later epochs, most in the classes with most mistakes.',
    }),
  },
  time: 'steps',
  supports: {
    layers: ['input', 'dense', 'flatten', 'readout'],
    encoders: [
      'poisson',
      'latency',
      'population',
      'levelCrossing',
      'bsa',
      'spikeTime',
      'directSpikes',
      'firstSpikes',
    ],
    losses: ['countTargets'],
    measures: ['spikeCount'],
    neurons: ['spikeTrainLif'],
    readoutNeurons: ['spikeTrainLif'],
    optimisers: ['adam'],
    recurrent: true,
    severalInputs: false,
    layerParams: { bias: [false] },
  },
  withoutEffects: {
    timeConstantSpread: {
      reason: 'what spike trains do to a neuron is tabulated once for a whole layer',
    },
  },
  suggests: {
    neuron: { id: 'spikeTrainLif' },
    readoutNeuron: { id: 'spikeTrainLif', params: { threshold: 4 } },
    measure: 'spikeCount',
    encoder: { id: 'poisson', params: { peakRate: 0.3, frozen: true } },
    loss: { id: 'countTargets', params: { countTrue: 16, countFalse: 2, margin: 2 } },
    optimiser: { id: 'adam', params: { learningRate: 0.003 } },
    batchSize: 1,
    weights: { initGain: 1, init: 'uniform', initScale: 'absolute', initMean: 0, bias: false },
    readoutWeights: {
      initGain: 1,
      init: 'uniform',
      initScale: 'absolute',
      initMean: 0,
      bias: false,
    },
    simulation: { steps: 80, dtMs: 1 },
    // Sums of independent weights grow with the square root of their number, and thresholds with them.
    forInputs: (inputs, role) => ({
      neuron: {
        threshold: rounded(Math.max(1, (role === 'readout' ? 0.58 : 0.75) * Math.sqrt(inputs))),
      },
    }),
  },
} as const satisfies RuleEntry;
