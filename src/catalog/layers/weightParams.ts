/**
 * How the weights of a layer start.
 *
 *   uniform: U(−γ/√fanIn, γ/√fanIn)      normal: N(0, γ²/fanIn)      by number of inputs
 *   uniform: m + U(−γ, γ)                normal: N(m, γ²)           as they are
 *
 * γ = 1 uniform is the default of PyTorch's linear layer. Biases start at zero.
 */
import { choice, flag, number } from '#model/params.ts';

export const weightParams = {
  initGain: number({
    label: 'Initial weight gain',
    symbol: '\\gamma',
    default: 1,
    min: 0.1,
    max: 10,
    hardMin: 0,
    hardMax: 1000,
    scale: 'log',
    unit: '1',
    changesShape: true,
    help: 'Scale of the initial weights. Too small: the layer stays silent. Too large: it fires at every step.',
  }),
  init: choice({
    label: 'Initial weights',
    default: 'uniform',
    advanced: true,
    changesShape: true,
    oneOf: [
      ['uniform', 'Uniform'],
      ['normal', 'Normal'],
    ],
    help: 'Distribution the initial weights are drawn from; its width falls with the number of inputs.',
  }),
  initScale: choice({
    label: 'Scale by',
    default: 'fanIn',
    advanced: true,
    changesShape: true,
    oneOf: [
      ['fanIn', 'Number of inputs'],
      ['absolute', 'Nothing'],
    ],
    help: 'Whether gain and mean are divided by the square root of the number of inputs, or taken as they are.',
  }),
  initMean: number({
    label: 'Initial weight mean',
    default: 0,
    min: -1,
    max: 1,
    hardMin: -100,
    hardMax: 100,
    unit: '1',
    advanced: true,
    changesShape: true,
    help: 'Added to every initial weight: in units of the gain over √inputs, or as it is when nothing is scaled. Positive: more excitation.',
  }),
  bias: flag({
    label: 'Bias',
    default: true,
    advanced: true,
    changesShape: true,
    help: 'A trainable constant current into every neuron.',
  }),
} as const;
