import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

const weights = { initScale: 'absolute', bias: false } as const;

/** 64–R48–10 on rate-coded digits: the recurrent layer is solved as a linear system. */
export const stRsbpExample: Example = {
  id: 'st-rsbp-digits',
  title: 'Counting spikes, solving loops',
  youWillSee:
    'A recurrent layer reads 8 × 8 digits from random spikes; the error goes back by counts, not by time.',
  takes: 'about 10 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Digits by spike counts, recurrent',
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
    encoder: { id: 'poisson', params: { peakRate: 0.3, frozen: true } },
    simulation: { steps: 80, dtMs: 1 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'flatten', kind: 'flatten' },
        {
          id: 'hidden',
          kind: 'dense',
          name: 'Recurrent',
          params: { units: 48, ...weights },
          neuron: { id: 'spikeTrainLif' },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'spikeCount', ...weights },
          neuron: { id: 'spikeTrainLif', params: { threshold: 4 } },
        },
      ]),
      connections: chain(['input', 'flatten', 'hidden', 'readout'], ['hidden']),
    },
    rule: { id: 'st-rsbp', params: { topology: 'random', density: 0.15 } },
    loss: { id: 'countTargets', params: { countTrue: 16, countFalse: 2, margin: 2 } },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.003 },
      schedule: { id: 'inverseSqrt' },
    },
    batchSize: 1,
    stopping: { epochs: 6 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
