/** The data: one value or spike train per input, in the shape of the data set. */
import type { LayerEntry } from '#model/catalog.ts';

export const input = {
  id: 'input',
  label: 'Input',
  help: 'Where the encoded sample enters the network.',
  role: 'input',
  hasNeuron: false,
  allowsRecurrent: false,
  maxInputs: 0,
  params: {},
  outputShape: (_input, _layer, context) => context.inputShape,
  parameterCount: () => 0,
} as const satisfies LayerEntry;
