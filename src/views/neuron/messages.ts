import type { Reset } from '../membranes/resetOf.ts';

const whole = (n: number): string => n.toLocaleString('en-GB');
const ms = (tMs: number): string => `${Number(tMs.toPrecision(4))} ms`;

export const messages = {
  title: 'Neuron view',
  equation: {
    equation: 'Equation of the neuron',
    symbols: 'Neuron in symbols',
    numbers: 'Neuron with its numbers',
  },
  index: 'Number of the neuron',
  range: (last: number): string => `A whole number from 0 to ${whole(last)}.`,
  previous: 'Previous neuron',
  next: 'Next neuron',
  noLayer: 'No layer chosen. Choose one here or in the network.',
  noNeuron: 'No neuron chosen. Click one in the raster, or type its number here.',
  noNeurons: (layer: string): string =>
    `${layer} has no neurons of its own: it passes on what it is given. Choose another layer.`,
  chosen: (layer: string, neuron: number): string => `${layer}, neuron ${neuron}`,
  pointed: (layer: string, neuron: number): string => `pointing at ${layer}, neuron ${neuron}`,
  current: (neuron: number): string => `synaptic current of neuron ${neuron}`,
  membrane: (neuron: number): string => `membrane of neuron ${neuron}`,
  isInput:
    'An input has neither membrane nor current: its spikes, or its constant value, are the encoded sample.',
  firesOnce: 'Only the first spike counts: there is no reset and no refractory period.',
  keepsGoing: 'Continuous time: no refractory period; each spike takes the reset off the membrane.',
  rates:
    'Training uses the rate r of the current, which has no membrane. Shown is the spiking neuron that runs with the same weights.',
  neverFires: 'Never fires: no threshold, no reset, no refractory period.',
  spikes: (count: number, refractorySteps: number, reset: Reset['resetKind']): string =>
    [
      count === 1 ? '1 spike' : `${whole(count)} spikes`,
      reset === 'zero'
        ? 'reset to zero'
        : reset === 'subtract'
          ? 'reset by subtraction'
          : 'no reset',
      refractorySteps === 0
        ? 'no refractory period'
        : `refractory for ${refractorySteps === 1 ? '1 step' : `${refractorySteps} steps`}`,
    ].join(', ') + '.',
  moment: 'Moment of the equation',
  step: (step: number, tMs: number): string => `step ${step}, ${ms(tMs)}`,
  at: (neuron: string, step: string, state: string): string => `${neuron}, ${step}: ${state}.`,
  fires: 'fires',
  refractory: 'refractory, deaf to its input',
  below: (threshold: number): string =>
    `below its threshold of ${Number(threshold.toPrecision(3))}`,
  integrates: 'integrates',
  unbalanced:
    'The two sides differ: effects of the hardware give this neuron other constants than the document.',
  symbols: {
    membrane: 'membrane',
    before: 'membrane before',
    after: 'membrane after the reset',
    current: 'synaptic current',
    sum: 'weighted sum',
    threshold: 'threshold',
    decay: 'what is left of it after a step',
    gain: 'input gain',
    gainAfterSpike: 'input gain after a spike',
    resetSize: 'taken off by a spike',
    slope: 'rise of the membrane, per ms',
    tauMem: 'membrane time constant, ms',
    tauRc: 'membrane time constant, ms',
    tauRef: 'refractory period, ms',
    ratio: 'membrane over synaptic time constant',
    active: 'part of the step that is not refractory, ms',
    soft: 'softened current above threshold',
    rate: 'rate that training uses, Hz',
  },
  weights: 'Weights',
  from: (layer: string): string => `From ${layer}`,
  to: (layer: string): string => `To ${layer}`,
  loopIn: 'From its own layer',
  loopOut: 'To its own layer',
  filter: (layer: string): string => `Filter on ${layer}`,
  filterOut: (layer: string): string => `To ${layer}, through its filters`,
  bias: (value: string): string => `Bias ${value}.`,
  waiting: 'Weights are on their way.',
  noIncoming: 'No trained weights lead to it.',
  noOutgoing: 'No trained weights lead away from it directly.',
  strongest: (title: string): string => `Strongest: ${title}`,
  neuronPlace: (index: number): string => `neuron ${index}`,
  pixelPlace: (row: number, column: number): string => `row ${row}, column ${column}`,
  channelPlace: (row: number, column: number, channel: number): string =>
    `row ${row}, column ${column}, channel ${channel}`,
  filterPlace: (filter: number, row: number, column: number): string =>
    `filter ${filter}, row ${row}, column ${column}`,
  select: (layer: string, neuron: number): string => `Select neuron ${neuron} of ${layer}`,
  saveWeights: 'Save weights (CSV)',
  weightsTitle: 'Neuron weights',
} as const;
