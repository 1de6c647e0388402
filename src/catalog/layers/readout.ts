/** One neuron per class, and how its activity becomes a score. */
import type { LayerEntry } from '#model/catalog.ts';
import { choice, flagParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import { needsList } from './needsList.ts';
import { weightParams } from './weightParams.ts';

export const readout = {
  id: 'readout',
  label: 'Readout',
  help: 'One neuron per class; its spikes or its membrane give the class scores.',
  role: 'readout',
  hasNeuron: true,
  defaultNeuron: 'lif',
  allowsRecurrent: false,
  maxInputs: 8,
  params: {
    measure: choice({
      label: 'Score',
      default: 'spikeCount',
      oneOf: [
        ['spikeCount', 'Spike count'],
        ['firstSpike', 'First spike'],
        ['membraneMax', 'Highest membrane'],
        ['membraneMean', 'Mean membrane'],
        ['membraneLast', 'Last membrane'],
      ],
      help: 'What is compared between classes: the number of spikes, the time of the first one, or the membrane over the presentation.',
    }),
    ...weightParams,
  },
  outputShape: (shape, _layer, context) => needsList(shape, 'readout') ?? [context.nClasses],
  parameterCount: (inputs, output, layer) => {
    const units = sizeOf(output);
    const incoming = inputs.reduce((sum, shape) => sum + sizeOf(shape) * units, 0);
    return incoming + (flagParam(layer.params, 'bias') ? units : 0);
  },
} as const satisfies LayerEntry;
