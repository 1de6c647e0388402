/**
 * Exact gradients of first spike times ("Fast & Deep"): the time at which a neuron first reaches its
 * threshold is a formula of the input spikes before it, and so are its derivatives.
 *
 *   ∂T/∂w_i = −τ_s k(D_i)/S,   ∂T/∂t_i = w_i k′(D_i)/S,   D_i = (T − t_i)/τ_s,   S = Σ_causal w_i k′(D_i)
 *
 * k is the potential after one input. Silent neurons have no gradient; their weights are raised
 * instead while too many are silent. Weights can be bounded and rounded as on a neuromorphic chip: the
 * passes use the rounded ones, the update changes the exact ones.
 * Source: Göltz, Kriener et al. 2021, Nature Machine Intelligence 3, arXiv:1912.11443, and its code.
 */
import type { RuleEntry } from '#model/catalog.ts';
import { choice, number } from '#model/params.ts';
import { rounded } from './rounded.ts';

const share = (label: string, value: number, help: string) =>
  number({ label, default: value, min: 0, max: 1, unit: '1', help });

export const fastAndDeep = {
  id: 'fast-and-deep',
  label: 'Exact first-spike times',
  help: 'Moves the first spike of each neuron along the exact derivative of its time; few spikes, fast answers.',
  exact: true,
  gradient:
    'The exact derivative of every first spike time; none where a neuron stays silent, whose weights are raised instead.',
  equation:
    "\\frac{\\partial T}{\\partial w_i} = -\\frac{\\tau_s\\,k(D_i)}{S},\\quad \\frac{\\partial T}{\\partial t_i} = \\frac{w_i\\,k'(D_i)}{S},\\quad S = \\sum_{t_j \\le T} w_j\\,k'(D_j)",
  source: 'Göltz, Kriener et al. 2021, arXiv 1912.11443',
  params: {
    biasTimeMs: number({
      label: 'Time of the bias spike',
      default: 9,
      min: 0,
      max: 100,
      hardMax: 100000,
      unit: 'ms',
      help: 'When the bias of a layer reaches its neurons: one spike by weights of their own.',
    }),
    hiddenMissing: share(
      'Silent hidden neurons allowed',
      0.3,
      'Share of spikes a hidden layer may miss over a batch. Beyond it, its silent neurons get larger weights, and the batch trains nothing else.',
    ),
    outputMissing: share(
      'Silent outputs allowed',
      0,
      'The same for the readout. Larger: more batches train, and more answers stay out.',
    ),
    bump: number({
      label: 'Weight bump',
      default: 0.0005,
      min: 0.00005,
      max: 0.05,
      hardMin: 0,
      hardMax: 100,
      scale: 'log',
      unit: '1',
      advanced: true,
      help: 'What is added to the weights of silent neurons; twice as much each time the same layer needs it again.',
    }),
    maxDwNorm: number({
      label: 'Largest contribution',
      default: 0.2,
      min: 0.01,
      max: 10,
      hardMin: 0,
      hardMax: 1000000,
      scale: 'log',
      unit: '1',
      advanced: true,
      help: 'A spike of one sample that would change a weight’s gradient by more is left out: it only just touched the threshold.',
    }),
    weightRange: choice({
      label: 'Weights',
      default: 'free',
      advanced: true,
      oneOf: [
        ['free', 'As they come'],
        ['limited', 'Limited, as on a chip'],
      ],
      help: 'Whether weights are bounded and, if wanted, rounded to a few levels.',
    }),
    weightLimit: number({
      label: 'Largest weight',
      symbol: 'w_{max}',
      default: 3,
      min: 0.5,
      max: 10,
      hardMin: 0.000001,
      hardMax: 100000,
      unit: '1',
      advanced: true,
      visibleIf: { param: 'weightRange', oneOf: ['limited'] },
      help: 'Weights stay between minus and plus this. Smaller: it takes more inputs to reach the threshold.',
    }),
    weightBits: number({
      label: 'Weight resolution',
      default: 0,
      min: 0,
      max: 8,
      hardMax: 30,
      integer: true,
      unit: 'bits',
      advanced: true,
      visibleIf: { param: 'weightRange', oneOf: ['limited'] },
      help: 'Bits of a weight beside its sign; the update changes exact weights that stand behind. 0: not rounded.',
    }),
  },
  time: 'events',
  supports: {
    layers: ['input', 'dense', 'flatten', 'readout'],
    encoders: ['spikeTime', 'firstSpikes'],
    losses: ['timeToFirstSpike'],
    measures: ['firstSpike'],
    neurons: ['firstSpikeLif'],
    readoutNeurons: ['firstSpikeLif'],
    optimisers: ['adam'],
    recurrent: false,
    severalInputs: false,
  },
  withoutEffects: {
    timeConstantSpread: {
      reason: 'the formula of a spike time needs the same time constants in a whole layer',
    },
  },
  suggests: {
    neuron: { id: 'firstSpikeLif' },
    readoutNeuron: { id: 'firstSpikeLif' },
    measure: 'firstSpike',
    encoder: { id: 'spikeTime', params: { earlyMs: 1.5, lateMs: 20, order: 'largeFirst' } },
    loss: { id: 'timeToFirstSpike' },
    optimiser: { id: 'adam', params: { learningRate: 0.005 } },
    batchSize: 150,
    // Not the authors' weights, which are chosen for each number of inputs: these fit few and many.
    weights: { initGain: 4, init: 'normal', initScale: 'fanIn', initMean: 0.4, bias: true },
    readoutWeights: { initGain: 4, init: 'normal', initScale: 'fanIn', initMean: 0.4, bias: true },
    simulation: { steps: 120, dtMs: 0.25 },
    // The authors' mean for 784 inputs; the spread is the same for any number.
    forInputs: (inputs, role) =>
      role === 'hidden' && inputs >= 32
        ? { weights: { initMean: rounded(Math.min(0.5, 40 / inputs)), bias: false } }
        : {},
    forImages: {
      encoder: { id: 'spikeTime', params: { earlyMs: 1.5, lateMs: 20, order: 'largeFirst' } },
    },
  },
} as const satisfies RuleEntry;
