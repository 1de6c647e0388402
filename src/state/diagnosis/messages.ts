/** What is wrong with a training, and what would mend it. */
export const diagnosisMessages = {
  kinds: {
    silent: 'Silent',
    saturated: 'Saturated',
    exploding: 'Exploding gradient',
    vanishing: 'Vanishing gradient',
    neverPredicted: 'Class never predicted',
    notANumber: 'Not a number',
  },
  /** What each name means, and what usually brings it about. */
  help: {
    silent: {
      meaning:
        'Nearly no neuron of the layer fires, so it says the same about every sample, and where no neuron comes near its threshold little of an error reaches its weights.',
      causes:
        'Weights or inputs that are too small for the threshold, a membrane that leaks faster than input arrives, or a learning rate that has pushed the weights too far down.',
    },
    saturated: {
      meaning:
        'Nearly every neuron fires as often as it can, whatever the sample: the layer has nothing left to tell samples apart with.',
      causes:
        'Weights or inputs that are too large for the threshold, a low threshold, or a loss that asks for more spikes than fit into the time.',
    },
    exploding: {
      meaning:
        'The gradient of the layer is far longer than its weights: one update throws away what they have learnt.',
      causes:
        'Errors that grow on their way back through many steps or recurrent weights, a steep or wide surrogate, or spike times where the potential only just reaches the threshold.',
    },
    vanishing: {
      meaning:
        'Next to no error reaches the layer, although it fires: its weights stay as they were drawn while those behind it learn.',
      causes:
        'A surrogate so narrow that few membranes lie under it, many layers or steps between it and the loss, or very small weights behind it.',
    },
    neverPredicted: {
      meaning: 'In several reports in a row no sample was taken for this class, not even its own.',
      causes:
        'A learning rate that is too small to have reached it yet or too large to keep it, few samples of it, or an output neuron that started out silent.',
    },
    notANumber: {
      meaning:
        'The loss has become infinite or undefined, and with it every weight that the last update touched.',
      causes:
        'A learning rate that is too large, or a gradient that explodes; lower the one or clip the other.',
    },
  },
  meansTitle: 'What it means',
  causesTitle: 'What usually causes it',
  silent: (silent: number, size: number, samples: number): string =>
    silent === size
      ? `no neuron fired in ${samples} samples.`
      : `${silent} of ${size} neurons never fired in ${samples} samples.`,
  saturated: (saturated: number, size: number): string =>
    `${saturated} of ${size} neurons fire almost as often as they can.`,
  exploding: (norm: string): string =>
    `its gradient has the length ${norm}, far more than weights.`,
  vanishing: (norm: string): string =>
    `its gradient has the length ${norm}, next to nothing beside that of the readout.`,
  neverPredicted: (names: string): string => `no sample was taken for ${names}.`,
  notANumber: 'the loss is no longer a number, and the weights may not be either.',
  named: (layer: string, kind: string, text: string): string => `${layer}, ${kind}: ${text}`,
  several: (count: number): string => `${count} things are wrong with this training.`,

  lowerThreshold: (layer: string, from: string, to: string): string =>
    `Lower the threshold of ${layer} from ${from} to ${to}`,
  raiseThreshold: (layer: string, from: string, to: string): string =>
    `Raise the threshold of ${layer} from ${from} to ${to}`,
  raiseGain: (layer: string, from: string, to: string): string =>
    `Raise the gain of ${layer} from ${from} to ${to}`,
  lowerGain: (layer: string, from: string, to: string): string =>
    `Lower the gain of ${layer} from ${from} to ${to}`,
  clip: (to: string): string => `Clip the gradient at ${to}`,
  widenSurrogate: (name: string, from: string, to: string): string =>
    `Widen the surrogate: ${name} from ${from} to ${to}`,
  raiseWeights: (layer: string, from: string, to: string): string =>
    `Start again with larger weights in ${layer}: gain ${from} to ${to}`,
  rate: (from: string, to: string): string =>
    `Start again with the learning rate ${to} in place of ${from}`,
  rateAndClip: (from: string, to: string, norm: string): string =>
    `Start again with the learning rate ${to} in place of ${from}, gradients clipped at ${norm}`,
  newSeed: 'Start again from other weights',
} as const;
