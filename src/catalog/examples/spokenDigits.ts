import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** 32 bands, an input for ups and one for downs of each: 64 inputs, half a second in 100 steps. */
const heard = {
  dataset: { id: 'spokenDigits', params: { bands: 32 } },
  encoder: { id: 'levelCrossing', params: { delta: 0.1 } },
  simulation: { steps: 100, dtMs: 5 },
} as const;

const HIDDEN = { id: 'hidden', kind: 'dense', name: 'Recurrent' } as const;
const connections = chain(['input', 'hidden', 'readout'], ['hidden']);

/** 64–R256–10 by surrogate gradients through time. */
export const spokenDigitsExample: Example = {
  id: 'spoken-digits',
  title: 'Spoken digits',
  youWillSee:
    'Recordings become spikes where their pitch rises and falls, and a recurrent network tells the digits apart.',
  takes: 'about a minute',
  experiment: buildExperiment({
    version: 1,
    name: 'Spoken digits, 64–R256–10',
    ...heard,
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          ...HIDDEN,
          params: { units: 256, initGain: 1 },
          neuron: { id: 'lif', params: { tauMemMs: 100 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li', params: { tauMemMs: 100 } },
        },
      ]),
      connections,
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceMembrane' },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.003 },
      schedule: { id: 'cosine', params: { overEpochs: 15 } },
    },
    batchSize: 50,
    stopping: { epochs: 15 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};

const weights = { initScale: 'absolute', bias: false } as const;

/** The same network by spike counts. */
export const spokenDigitsCountsExample: Example = {
  id: 'spoken-digits-counts',
  title: 'Spoken digits by spike counts',
  youWillSee:
    'The same recordings and spikes, learnt without going back through time: only how often each neuron fired counts.',
  takes: 'about a minute',
  experiment: buildExperiment({
    version: 1,
    name: 'Spoken digits by spike counts, 64–R256–10',
    ...heard,
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          ...HIDDEN,
          params: { units: 256, ...weights },
          neuron: { id: 'spikeTrainLif', params: { tauMemMs: 160, tauSynMs: 40, threshold: 6 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'spikeCount', ...weights },
          neuron: { id: 'spikeTrainLif', params: { tauMemMs: 160, tauSynMs: 40, threshold: 8 } },
        },
      ]),
      connections,
    },
    rule: { id: 'st-rsbp', params: { topology: 'random', density: 0.15, weightPull: 0 } },
    loss: { id: 'countTargets', params: { countTrue: 16, countFalse: 2, margin: 2 } },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.003 },
      schedule: { id: 'inverseSqrt' },
    },
    batchSize: 1,
    stopping: { epochs: 8 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
