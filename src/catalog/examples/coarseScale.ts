import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

const neuron = { id: 'coarseLif' } as const;

/** 64–32–10 in eight refractory periods; the weights then run in continuous time. */
export const coarseScaleExample: Example = {
  id: 'coarse-scale-digits',
  title: 'Coarse steps, continuous time',
  youWillSee:
    'Digits are learnt from trains of eight steps, each one refractory period long; one click runs the weights in continuous time.',
  takes: 'about 10 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Digits at the scale of the refractory period',
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
    encoder: { id: 'poisson', params: { peakRate: 1 } },
    simulation: { steps: 8, dtMs: 1 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'flatten', kind: 'flatten' },
        { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 32 }, neuron },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'spikeCount', bias: false },
          neuron,
        },
      ]),
      connections: chain(['input', 'flatten', 'hidden', 'readout']),
    },
    rule: { id: 'coarse-scale' },
    loss: { id: 'countTargets', params: { countTrue: 4, countFalse: 0, reduction: 'mean' } },
    optimiser: { id: 'adam', params: { learningRate: 0.001 } },
    batchSize: 64,
    stopping: { epochs: 60, targetAccuracy: 0.95 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
