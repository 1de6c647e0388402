/** Fully connected layer of spiking neurons; with a connection to itself it is recurrent. */
import type { LayerEntry } from '#model/catalog.ts';
import { flagParam, number, numberParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { needsList } from './needsList.ts';
import { weightParams } from './weightParams.ts';

export const dense = {
  id: 'dense',
  label: 'Dense LIF',
  help: 'Every neuron sees every spike of the layer before.',
  role: 'weighted',
  hasNeuron: true,
  defaultNeuron: 'lif',
  allowsRecurrent: true,
  maxInputs: 8,
  params: {
    units: number({
      label: 'Neurons',
      default: 100,
      min: 1,
      max: 1024,
      hardMax: 8192,
      integer: true,
      scale: 'log',
      unit: 'neurons',
      changesShape: true,
      help: 'Size of the layer.',
    }),
    ...weightParams,
  },
  outputShape: (shape, layer) => needsList(shape, 'dense') ?? [numberParam(layer.params, 'units')],
  parameterCount: (inputs, output, layer, recurrent) => {
    const units = sizeOf(output);
    const incoming = inputs.reduce((sum, shape) => sum + sizeOf(shape) * units, 0);
    return (
      incoming + (recurrent ? units * units : 0) + (flagParam(layer.params, 'bias') ? units : 0)
    );
  },
} as const satisfies LayerEntry;
