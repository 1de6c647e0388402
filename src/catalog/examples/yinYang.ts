import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** The first thing a stranger sees: small, quick and not linearly separable. */
export const yinYangExample: Example = {
  id: 'yin-yang',
  title: 'Yin-Yang',
  youWillSee: 'A hundred and twenty spiking neurons bend a decision map into the Yin-Yang symbol.',
  takes: 'about 10 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Yin-Yang',
    dataset: { id: 'yinYang' },
    encoder: { id: 'constant' },
    simulation: { steps: 20 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 120, initGain: 2 } },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li' },
        },
      ]),
      connections: chain(['input', 'hidden', 'readout']),
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceMembrane' },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.005 },
      schedule: { id: 'cosine', params: { overEpochs: 40 } },
    },
    batchSize: 100,
    stopping: { epochs: 40 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
