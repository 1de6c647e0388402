/** Vectors of the soft-LIF method against its float64 reference and its kernels; fields as in their README. */
import type { MeasureFile, Suite } from '../suite.ts';
import { efficiency, gradients, network } from './soft-lif/networks.ts';
import { filters, noise, response, spikingNeuron } from './soft-lif/single.ts';

/** By the `kind` that every file states. */
const kinds: Readonly<Record<string, MeasureFile>> = {
  response,
  'noise-series': noise,
  'synapse-filters': filters,
  'spiking-lif': spikingNeuron,
  'network-rates-vs-spikes': network,
  'network-gradients': gradients,
  efficiency,
};

export const suite: Suite = {
  method: 'soft-lif',
  files: {
    'response.json': response,
    'noise.json': noise,
    'filters.json': filters,
    'spiking-neuron.json': spikingNeuron,
    'network.json': network,
    'gradients.json': gradients,
    'efficiency.json': efficiency,
  },
  match: (_name, json) =>
    typeof json === 'object' && json !== null && 'kind' in json && typeof json.kind === 'string'
      ? (kinds[json.kind] ?? null)
      : null,
};
