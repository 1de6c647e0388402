/**
 * Exact backpropagation through every spike: spike times have closed forms, and so have their
 * derivatives by weights, by times of input spikes and by earlier spikes of the same neuron.
 *
 *   ∂T_k/∂w = −2 (e^{−s/2τ_s} − e^{−s/τ_s}) / u'(T_k),   s = T_k − t
 *
 * There is no gradient through spikes that appear or vanish. A crossing that only touches the
 * threshold (x < 10⁻⁹ b in the paper's terms) gets none either.
 * Source: Bacho & Chu 2022, arXiv:2212.09500.
 */
import type { RuleEntry } from '#model/catalog.ts';
import { number } from '#model/params.ts';
import { rounded } from './rounded.ts';

export const bats = {
  id: 'bats',
  label: 'Exact multi-spike times (BATS)',
  help: 'Moves every spike along the exact derivative of its time; neurons may fire many times.',
  exact: true,
  gradient:
    'Exact derivatives of all spike times, through inputs and through the resets of a neuron’s own earlier spikes; a loss on counts takes each spike as one step of the count.',
  equation:
    "\\frac{\\partial T_k}{\\partial w} = -\\frac{2}{u'(T_k)}\\left(e^{-\\frac{T_k-t}{2\\tau_s}} - e^{-\\frac{T_k-t}{\\tau_s}}\\right),\\quad \\frac{\\partial T_k}{\\partial T_m} = \\frac{\\Delta\\,e^{-\\frac{T_k-T_m}{2\\tau_s}}}{2\\tau_s\\,u'(T_k)}",
  source: 'Bacho & Chu 2022, arXiv 2212.09500',
  params: {
    biasTimeMs: number({
      label: 'Time of the bias spike',
      default: 0,
      min: 0,
      max: 100,
      hardMax: 100000,
      unit: 'ms',
      advanced: true,
      help: 'When the bias of a layer reaches its neurons: one spike by weights of their own.',
    }),
  },
  time: 'events',
  supports: {
    layers: ['input', 'dense', 'conv', 'maxPool', 'flatten', 'readout'],
    encoders: ['spikeTime', 'firstSpikes'],
    losses: ['countTargets', 'ceFirstSpike', 'timeToFirstSpike'],
    measures: ['spikeCount', 'firstSpike'],
    neurons: ['multiSpikeLif'],
    readoutNeurons: ['multiSpikeLif'],
    optimisers: 'all',
    recurrent: false,
    severalInputs: true,
    layerParams: { currentPool: ['none'] },
  },
  withoutEffects: {
    timeConstantSpread: {
      reason: 'the formula of a spike time needs a membrane exactly twice as slow as its synapses',
    },
    thresholdSpread: {
      reason:
        'neurons of a convolution share their weights, and here a threshold is computed by them',
      layers: ['conv'],
    },
  },
  suggests: {
    neuron: { id: 'multiSpikeLif', params: { threshold: 0.3, maxSpikes: 1 } },
    readoutNeuron: { id: 'multiSpikeLif', params: { threshold: 1.5, maxSpikes: 1 } },
    measure: 'firstSpike',
    encoder: { id: 'spikeTime', params: { earlyMs: 0, lateMs: 100, order: 'smallFirst' } },
    loss: { id: 'ceFirstSpike', params: { tauLossMs: 5 } },
    optimiser: { id: 'adam', params: { learningRate: 0.003 } },
    batchSize: 50,
    weights: { initGain: 0.65, init: 'uniform', initScale: 'absolute', initMean: 0.35, bias: true },
    readoutWeights: {
      initGain: 0.65,
      init: 'uniform',
      initScale: 'absolute',
      initMean: 0.35,
      bias: false,
    },
    simulation: { steps: 500, dtMs: 1 },
    // Thresholds grow with the number of inputs, as in the authors' scripts, where weights do not.
    forInputs: (inputs, role) => {
      if (role === 'readout') return { neuron: { threshold: rounded(Math.max(0.3, inputs / 80)) } };
      return inputs < 32
        ? {}
        : {
            neuron: { threshold: rounded(inputs / 145) },
            weights: { initMean: 0.5, initGain: 0.5, bias: false },
          };
    },
    forImages: {
      encoder: {
        id: 'spikeTime',
        params: { earlyMs: 0, lateMs: 100, order: 'largeFirst', silentLast: true },
      },
      simulation: { steps: 1000, dtMs: 1 },
    },
  },
} as const satisfies RuleEntry;
