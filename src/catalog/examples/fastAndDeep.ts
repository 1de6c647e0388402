import type { ParamValues } from '#model/params.ts';
import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

const neuron = { id: 'firstSpikeLif' } as const;
/** The authors' weights: N(1.5, 0.8²) and N(0.5, 0.8²). */
const WEIGHTS: ParamValues = { init: 'normal', initScale: 'absolute', initGain: 0.8 };

/** The authors' network; fewer epochs, smaller batches, and a rate that falls further. */
export const fastAndDeepExample: Example = {
  id: 'yin-yang-first-spikes',
  title: 'Yin-Yang by first spikes',
  youWillSee:
    'Hidden neurons fire once, a few milliseconds apart; the output that fires first is the answer.',
  takes: 'about 20 seconds',
  experiment: buildExperiment({
    version: 1,
    name: 'Yin-Yang by first spikes',
    dataset: { id: 'yinYang' },
    encoder: { id: 'spikeTime', params: { order: 'smallFirst' } },
    simulation: { steps: 120, dtMs: 0.25 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'hidden',
          kind: 'dense',
          name: 'Hidden',
          params: { units: 120, initMean: 1.5, ...WEIGHTS },
          neuron,
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'firstSpike', initMean: 0.5, ...WEIGHTS },
          neuron,
        },
      ]),
      connections: chain(['input', 'hidden', 'readout']),
    },
    // Without any tolerance nearly every batch would wake an output instead of training.
    rule: { id: 'fast-and-deep', params: { outputMissing: 0.03 } },
    loss: { id: 'timeToFirstSpike' },
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.005 },
      schedule: { id: 'cosine', params: { overEpochs: 60, floor: 0.1 } },
    },
    batchSize: 50,
    stopping: { epochs: 60 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};
