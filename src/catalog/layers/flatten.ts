/** Lists feature maps as one long vector, row by row, channels innermost. */
import type { LayerEntry } from '#model/catalog.ts';
import { sizeOf } from '#model/shape.ts';

export const flatten = {
  id: 'flatten',
  label: 'Flatten',
  help: 'Turns feature maps into one list of neurons, so that a dense layer can follow.',
  role: 'transform',
  hasNeuron: false,
  allowsRecurrent: false,
  maxInputs: 1,
  params: {},
  outputShape: (shape) => [sizeOf(shape)],
  parameterCount: () => 0,
} as const satisfies LayerEntry;
