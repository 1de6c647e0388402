/**
 * Training of rates with soft-LIF neurons, then conversion: the same weights run as spiking LIF neurons.
 *
 * The static network is trained by backpropagation with the neurons' smooth derivative. Noise like
 * that of filtered spike trains may be put on the rates in the forward pass of training alone; the
 * backward pass uses the derivative without noise, at the same input.
 * Source: Hunsberger & Eliasmith 2016, arXiv:1611.05141.
 */
import type { RuleEntry } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { choice, number, numberParam, stringParam } from '#model/params.ts';

export const softLifRule = {
  id: 'soft-lif',
  label: 'Soft-LIF rates, then spikes',
  help: 'Trains a network of smooth firing rates in one static pass, then runs its weights with spikes.',
  exact: true,
  gradient:
    'Backpropagation through smooth rates: exact for the static network, which the spiking network approaches over a presentation.',
  equation:
    '\\frac{\\partial r}{\\partial J} = \\frac{\\tau_{rc}\\,r^2\\,\\sigma(y)}{A\\,z(z+1)},\\quad y = \\frac{J-1}{\\gamma},\\quad z = \\gamma\\ln(1+e^y)',
  source: 'Hunsberger & Eliasmith 2016, arXiv:1611.05141',
  params: {
    noise: choice({
      label: 'Noise in training',
      default: 'gaussian',
      oneOf: [
        ['none', 'None'],
        ['gaussian', 'Gaussian'],
        ['alpha', 'Filtered spikes'],
        ['alphaRc', 'Filtered spikes and membrane'],
      ],
      help: 'What is added to the rates while training, so that the weights learn to bear the ripple of spikes.',
    }),
    noiseHz: number({
      label: 'Noise',
      symbol: '\\sigma',
      default: 10,
      min: 0,
      max: 50,
      hardMax: 1000,
      unit: 'Hz',
      visibleIf: { param: 'noise', oneOf: ['gaussian'] },
      help: 'Standard deviation of the noise on the rate of a neuron above threshold.',
    }),
    noiseTauMs: number({
      label: 'Filter of the noise',
      symbol: '\\tau_n',
      default: 3,
      min: 1,
      max: 10,
      hardMin: 0.5,
      hardMax: 100,
      unit: 'ms',
      visibleIf: { param: 'noise', oneOf: ['alpha', 'alphaRc'] },
      help: 'Time constant of the alpha filter whose ripple the noise imitates; not that of the membrane.',
    }),
    synapse: choice({
      label: 'Synapse',
      default: 'alpha',
      oneOf: [
        ['none', 'None'],
        ['lowpass', 'Low-pass'],
        ['alpha', 'Alpha'],
      ],
      help: 'Filter on every neuron’s spikes when the network runs with spikes; training does not see it.',
    }),
    tauSynMs: number({
      label: 'Synaptic time constant',
      symbol: '\\tau_s',
      default: 5,
      min: 1,
      max: 50,
      hardMin: 0.1,
      hardMax: 1000,
      unit: 'ms',
      visibleIf: { param: 'synapse', oneOf: ['lowpass', 'alpha'] },
      help: 'Larger: smoother currents, and a longer wait for the first answer.',
    }),
    windowFromMs: number({
      label: 'Answer read from',
      symbol: 't_c',
      default: 100,
      min: 0,
      max: 500,
      hardMax: 100000,
      unit: 'ms',
      help: 'The class is that of the mean readout from here to the end of the presentation.',
    }),
  },
  time: 'static',
  supports: {
    layers: ['input', 'dense', 'conv', 'avgPool', 'flatten', 'readout'],
    encoders: ['constant'],
    losses: ['ceMembrane'],
    measures: ['membraneMean'],
    neurons: ['softLif'],
    readoutNeurons: ['linear'],
    optimisers: 'all',
    recurrent: false,
    severalInputs: false,
    // A maximum of currents does not commute with the filter that follows the weights.
    layerParams: { currentPool: ['none', 'average'] },
  },
  withoutEffects: {
    timeConstantSpread: { reason: 'the rate of a layer is computed for equal neurons' },
    thresholdSpread: { reason: 'the rate of a layer is computed for equal neurons' },
    spikeJitter: { reason: 'it trains and evaluates rates, which have no single spikes' },
    lostSpikes: { reason: 'it trains and evaluates rates, which have no single spikes' },
  },
  suggests: {
    neuron: { id: 'softLif' },
    readoutNeuron: { id: 'linear' },
    measure: 'membraneMean',
    encoder: { id: 'constant' },
    loss: { id: 'ceMembrane' },
    optimiser: { id: 'adam', params: { learningRate: 0.003 } },
    batchSize: 100,
    weights: { initGain: 1, init: 'uniform', initScale: 'fanIn', initMean: 0, bias: true },
    readoutWeights: { initGain: 1, init: 'uniform', initScale: 'fanIn', initMean: 0, bias: true },
    simulation: { steps: 200, dtMs: 1 },
  },
} as const satisfies RuleEntry;

export const NOISE_KINDS = ['none', 'gaussian', 'alpha', 'alphaRc'] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** Noise on rates in training; times in seconds. */
export interface TrainingNoise {
  readonly kind: NoiseKind;
  readonly sigmaHz: number;
  readonly tauS: number;
}

export function trainingNoise(params: ParamValues): TrainingNoise {
  const wanted = stringParam(params, 'noise');
  return {
    kind: NOISE_KINDS.find((kind) => kind === wanted) ?? 'none',
    sigmaHz: numberParam(params, 'noiseHz'),
    tauS: numberParam(params, 'noiseTauMs') / 1000,
  };
}
