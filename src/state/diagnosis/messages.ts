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
