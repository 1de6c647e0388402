import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** 64–48–48–10 on pixels in [−1, 1]; 98.4 % with spikes after 40 epochs. */
export const softLifExample: Example = {
  id: 'soft-lif-digits',
  title: 'Rates that become spikes',
  youWillSee:
    'A network of smooth rates learns 8 × 8 digits; the raster shows the same weights running with spikes.',
  takes: 'about 10 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Digits with soft-LIF',
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
    encoder: { id: 'constant', params: { gain: 2, offset: -1 } },
    simulation: { steps: 200, dtMs: 1 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'flatten', kind: 'flatten' },
        {
          id: 'hidden1',
          kind: 'dense',
          name: 'Hidden 1',
          params: { units: 48 },
          neuron: { id: 'softLif' },
        },
        {
          id: 'hidden2',
          kind: 'dense',
          name: 'Hidden 2',
          params: { units: 48 },
          neuron: { id: 'softLif' },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'linear' },
        },
      ]),
      connections: chain(['input', 'flatten', 'hidden1', 'hidden2', 'readout']),
    },
    rule: { id: 'soft-lif' },
    loss: { id: 'ceMembrane' },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.003 },
      schedule: { id: 'cosine', params: { overEpochs: 40 } },
    },
    batchSize: 32,
    stopping: { epochs: 40 },
    view: { layerId: 'hidden1', neurons: [0, 1, 2, 3] },
  }),
};
