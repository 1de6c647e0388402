import { buildExperiment, chain, placed } from './build.ts';
import type { Example } from './build.ts';

/** 784–800–10, 25 steps: the network of the usual tutorials. */
export const mnistDenseExample: Example = {
  id: 'mnist-dense',
  title: 'Handwritten digits',
  youWillSee: 'Eight hundred neurons learn to read MNIST digits from constant currents.',
  takes: 'about 20 seconds an epoch',
  experiment: buildExperiment({
    version: 1,
    name: 'MNIST 784–800–10',
    dataset: { id: 'mnist' },
    encoder: { id: 'constant' },
    simulation: { steps: 25 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'flatten', kind: 'flatten' },
        { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 800 } },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li' },
        },
      ]),
      connections: chain(['input', 'flatten', 'hidden', 'readout']),
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceMembrane' },
    // The rate falls to its floor over the ten epochs of the stopping rule.
    optimiser: {
      id: 'adam',
      params: { learningRate: 0.001 },
      schedule: { id: 'cosine', params: { overEpochs: 10 } },
    },
    batchSize: 100,
    stopping: { epochs: 10 },
    view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
  }),
};

/** 12C5–P2–64C5–P2–10, 10 steps. */
export const mnistConvExample: Example = {
  id: 'mnist-conv',
  title: 'Digits with convolutions',
  youWillSee: 'Feature maps of spikes sharpen into strokes and corners of MNIST digits.',
  takes: 'about three minutes an epoch',
  experiment: buildExperiment({
    version: 1,
    name: 'MNIST 12C5–P2–64C5–P2–10',
    dataset: { id: 'mnist' },
    encoder: { id: 'constant' },
    simulation: { steps: 10 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'conv1', kind: 'conv', name: 'Conv 12C5', params: { filters: 12, initGain: 2 } },
        { id: 'pool1', kind: 'maxPool' },
        { id: 'conv2', kind: 'conv', name: 'Conv 64C5', params: { filters: 64, initGain: 2 } },
        { id: 'pool2', kind: 'maxPool' },
        { id: 'flatten', kind: 'flatten' },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'membraneMean' },
          neuron: { id: 'li' },
        },
      ]),
      connections: chain(['input', 'conv1', 'pool1', 'conv2', 'pool2', 'flatten', 'readout']),
    },
    rule: { id: 'surrogate' },
    loss: { id: 'ceMembrane' },
    optimiser: { id: 'adam', params: { learningRate: 0.002 } },
    batchSize: 100,
    stopping: { epochs: 3 },
    view: { layerId: 'conv2', neurons: [0, 1, 2, 3] },
  }),
};
