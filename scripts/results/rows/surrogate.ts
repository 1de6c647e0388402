/** The baseline: surrogate gradients on every data set that the methods are measured on. */
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { exampleExperiment, validated } from '../fromExample.ts';
import type { TrainedRow } from '../row.ts';

const mnistDense = validated(exampleExperiment('mnist-dense'));

const digits = buildExperiment({
  version: 1,
  name: 'Digits 64–128–10',
  dataset: { id: 'digits', params: { split: 'shuffled500' } },
  encoder: { id: 'constant' },
  simulation: { steps: 20 },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'flatten', kind: 'flatten' },
      { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units: 128 } },
      { id: 'readout', kind: 'readout', params: { measure: 'membraneMean' }, neuron: { id: 'li' } },
    ]),
    connections: chain(['input', 'flatten', 'hidden', 'readout']),
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceMembrane' },
  optimiser: {
    id: 'adam',
    params: { learningRate: 0.005 },
    schedule: { id: 'cosine', params: { overEpochs: 40 } },
  },
  batchSize: 50,
  stopping: { epochs: 40, validation: true },
  view: { layerId: 'hidden', neurons: [0, 1, 2, 3] },
});

const shared = { kind: 'trained', rule: 'surrogate', paper: null, targets: [] } as const;

export const surrogateRows: readonly TrainedRow[] = [
  {
    ...shared,
    name: 'surrogate-yin-yang-120',
    title: 'Yin-Yang, 4–120–3, T = 20',
    experiment: validated(exampleExperiment('yin-yang')),
    seeds: [1, 2, 3, 4, 5],
  },
  {
    ...shared,
    name: 'surrogate-digits-128',
    title: 'Digits 8 × 8, 64–128–10, T = 20',
    experiment: digits,
    seeds: [1, 2, 3, 4, 5],
  },
  {
    ...shared,
    name: 'surrogate-mnist-800',
    title: 'MNIST, 784–800–10, T = 25',
    experiment: mnistDense,
    seeds: [1, 2, 3],
  },
  {
    ...shared,
    name: 'surrogate-mnist-lenet',
    title: 'MNIST, 12C5–P2–64C5–P2–10, T = 10',
    experiment: validated(exampleExperiment('mnist-conv')),
    seeds: [1],
  },
  {
    ...shared,
    name: 'surrogate-fashion-800',
    title: 'Fashion-MNIST, 784–800–10, T = 25',
    experiment: {
      ...mnistDense,
      name: 'Fashion-MNIST 784–800–10',
      dataset: { id: 'fashionMnist', params: {} },
    },
    seeds: [1, 2, 3],
  },
  {
    ...shared,
    name: 'surrogate-spoken-digits',
    title: 'Free Spoken Digits, 64–R256–10, level crossings, T = 100',
    experiment: validated(exampleExperiment('spoken-digits')),
    seeds: [1, 2, 3],
    targets: [{ atLeast: 0.9 }],
  },
];
