import type { ParamValues } from '#model/params.ts';
import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** Weights U(−0.3, 1): every neuron of the readout has to fire before it can learn. */
const WEIGHTS: ParamValues = { initScale: 'absolute', initMean: 0.35, initGain: 0.65 };

/** First-spike times as classes, as in the comparison with the single-spike method. */
export const batsExample: Example = {
  id: 'yin-yang-exact-spikes',
  title: 'Yin-Yang by exact spike times',
  youWillSee:
    'Each of 120 neurons spikes at most once, and the moments of those spikes shift until the right class comes first.',
  takes: 'about 30 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Yin-Yang by exact spike times',
    dataset: { id: 'yinYang' },
    encoder: {
      id: 'spikeTime',
      params: { earlyMs: 0, lateMs: 100, order: 'smallFirst' },
    },
    simulation: { steps: 100, dtMs: 5 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'hidden',
          kind: 'dense',
          name: 'Hidden',
          params: { units: 120, bias: true, ...WEIGHTS },
          neuron: { id: 'multiSpikeLif', params: { threshold: 0.3077, maxSpikes: 1 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'firstSpike', bias: false, ...WEIGHTS },
          neuron: { id: 'multiSpikeLif', params: { threshold: 1.538, maxSpikes: 1 } },
        },
      ]),
      connections: chain(['input', 'hidden', 'readout']),
    },
    rule: { id: 'bats' },
    loss: { id: 'ceFirstSpike', params: { tauLossMs: 5 } },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.003 },
      schedule: { id: 'step', params: { everyEpochs: 10, stepFactor: 0.9 } },
      // A crossing that barely happens has a huge derivative; unclipped, it can silence an output for good.
      clipNorm: 1,
    },
    batchSize: 50,
    stopping: { epochs: 40 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
