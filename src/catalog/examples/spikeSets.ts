import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** Five patterns whose rates are all alike: 98 % of 500 test samples after ten epochs. */
export const spikePatternsExample: Example = {
  id: 'spike-patterns',
  title: 'Patterns in time',
  youWillSee:
    'Sixty-four neurons tell five frozen patterns of spikes apart, through jitter, loss and noise, by their moments alone.',
  takes: 'about 10 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Spike patterns 40–64–5',
    dataset: { id: 'spikePatterns' },
    encoder: { id: 'directSpikes' },
    simulation: { steps: 100 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'hidden',
          kind: 'dense',
          name: 'Hidden',
          params: { units: 64, initGain: 2 },
          neuron: { id: 'lif', params: { tauMemMs: 10, tauSynMs: 5 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMax' },
          neuron: { id: 'li' },
        },
      ]),
      connections: chain(['input', 'hidden', 'readout']),
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceMembrane' },
    optimiser: { id: 'adam', params: { learningRate: 0.005 } },
    batchSize: 50,
    stopping: { epochs: 10 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};

/** Two cues, 40 ms apart, that say nothing alone: 99.6 % of 500 test samples after twelve epochs. */
export const delayedMatchExample: Example = {
  id: 'delayed-match',
  title: 'The same again?',
  youWillSee:
    'A recurrent layer keeps a cue in mind over a silent delay and says whether the next one was the same.',
  takes: 'about 20 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Delayed match 20–R100–2',
    dataset: { id: 'delayedMatch', params: { nTrain: 4000 } },
    encoder: { id: 'directSpikes' },
    simulation: { steps: 40, dtMs: 2 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'hidden',
          kind: 'dense',
          name: 'Memory',
          params: { units: 100 },
          neuron: { id: 'lif', params: { tauMemMs: 50 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li', params: { tauMemMs: 50 } },
        },
      ]),
      connections: chain(['input', 'hidden', 'readout'], ['hidden']),
    },
    rule: { id: 'surrogate', params: { slope: 10 } },
    loss: { id: 'ceMembrane' },
    optimiser: { id: 'adam', params: { learningRate: 0.003 } },
    batchSize: 50,
    stopping: { epochs: 12 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};

/** The toy task of the authors' scripts, from weights in the range where it converges: both right. */
export const toyConvergenceExample: Example = {
  id: 'toy-convergence',
  title: 'Which came first',
  youWillSee:
    'Two output neurons learn from two samples of four spikes which input came first: a hundred steps of plain descent, each spike where it moves.',
  takes: 'about a second',
  experiment: buildExperiment({
    version: 1,
    name: 'Toy convergence task 4–2',
    dataset: { id: 'toyConvergence' },
    encoder: { id: 'firstSpikes' },
    simulation: { steps: 100 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'readout',
          kind: 'readout',
          params: {
            measure: 'spikeCount',
            bias: false,
            init: 'normal',
            initScale: 'absolute',
            initMean: 1,
            initGain: 0.6,
          },
          neuron: {
            id: 'multiSpikeLif',
            params: { tauSynMs: 10, threshold: 1, maxSpikes: 10 },
          },
        },
      ]),
      connections: chain(['input', 'readout']),
    },
    rule: { id: 'bats' },
    loss: { id: 'countTargets', params: { countTrue: 10, countFalse: 0 } },
    optimiser: { id: 'sgd', params: { learningRate: 0.05 } },
    batchSize: 2,
    stopping: { epochs: 100 },
    view: { layerId: 'readout', neurons: [0, 1] },
  }),
};
