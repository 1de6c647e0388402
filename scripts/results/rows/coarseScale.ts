/**
 * Coarse-scale LIF with the recipe of the author's code: Bernoulli spikes with the probability of the
 * pixel, τ = 4, β = 5, Adam with a rate of 0.001 · 8/T, batches of 64.
 */
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { learnToBalance } from '#engine/methods/coarse-scale/control.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { coarseTransfer } from '../coarseTransfer.ts';
import type { ResultRow } from '../row.ts';

const neuron = { id: 'coarseLif' } as const;

const LENET = [
  {
    id: 'conv1',
    kind: 'conv',
    name: 'Conv 6C5',
    params: { filters: 6, kernelSize: 5, padding: 'same' },
    neuron,
  },
  { id: 'pool1', kind: 'maxPool', params: { size: 2 } },
  { id: 'conv2', kind: 'conv', name: 'Conv 16C5', params: { filters: 16, kernelSize: 5 }, neuron },
  { id: 'pool2', kind: 'maxPool', params: { size: 2 } },
  { id: 'flatten', kind: 'flatten' },
  { id: 'dense1', kind: 'dense', name: 'Dense 120', params: { units: 120, bias: false }, neuron },
  { id: 'dense2', kind: 'dense', name: 'Dense 84', params: { units: 84, bias: false }, neuron },
] as const;

const oneHidden = (units: number) => [
  { id: 'flatten', kind: 'flatten' },
  { id: 'hidden', kind: 'dense', name: 'Hidden', params: { units }, neuron },
];

interface Net {
  readonly name: string;
  readonly dataset: { readonly id: string; readonly params?: ParamValues };
  readonly layers: readonly { readonly id: string }[];
  readonly steps: number;
  readonly epochs: number;
  /** Of Adam; the author's 0.001 · 8/T unless given. */
  readonly learningRate?: number;
  readonly schedule?: { readonly id: string; readonly params?: ParamValues };
}

function document(net: Net): Experiment {
  const { name, dataset, layers, steps, epochs, schedule, learningRate = 0.008 / steps } = net;
  const all = [
    { id: 'input', kind: 'input' },
    ...layers,
    { id: 'readout', kind: 'readout', params: { measure: 'spikeCount', bias: false }, neuron },
  ];
  return buildExperiment({
    version: 1,
    name,
    dataset,
    encoder: { id: 'poisson', params: { peakRate: 1 } },
    simulation: { steps, dtMs: 1 },
    network: { layers: placed(all), connections: chain(all.map(({ id }) => id)) },
    rule: { id: 'coarse-scale' },
    loss: { id: 'countTargets', params: { countTrue: 4, countFalse: 0, reduction: 'mean' } },
    optimiser: {
      id: 'adam',
      params: { learningRate },
      ...(schedule === undefined ? {} : { schedule }),
    },
    batchSize: 64,
    stopping: { epochs, validation: true },
    view: { layerId: layers.at(-1)?.id ?? '', neurons: [0, 1, 2, 3] },
  });
}

const digits = (steps: number): Experiment =>
  document({
    name: `Digits, 64–32–10, ${steps} refractory periods`,
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
    layers: oneHidden(32),
    steps,
    epochs: 60,
  });

const shared = { kind: 'trained', rule: 'coarse-scale' } as const;

export const coarseScaleRows: readonly ResultRow[] = [
  {
    ...shared,
    name: 'coarse-scale-mnist-lenet',
    title: 'MNIST, LeNet-5, T = 4',
    experiment: document({
      name: 'MNIST, LeNet-5, 4 refractory periods',
      dataset: { id: 'mnist' },
      layers: LENET,
      steps: 4,
      epochs: 24,
      schedule: { id: 'cosine', params: { overEpochs: 24 } },
    }),
    seeds: [1],
    paper: null,
    targets: [
      { atLeast: 0.983 },
      { figure: 'longer accuracy difference', atMost: 0.01 },
      { figure: 'continuous accuracy difference', atMost: 0.01 },
    ],
    after: coarseTransfer(2000),
  },
  {
    ...shared,
    name: 'coarse-scale-mnist-dense',
    title: 'MNIST, 784–30–10, T = 8',
    experiment: document({
      name: 'MNIST, 784–30–10, 8 refractory periods',
      dataset: { id: 'mnist' },
      layers: oneHidden(30),
      steps: 8,
      epochs: 10,
    }),
    seeds: [1],
    paper: null,
    targets: [{ atLeast: 0.945 }],
    after: coarseTransfer(2000),
  },
  {
    ...shared,
    name: 'coarse-scale-fashion-lenet',
    title: 'Fashion-MNIST, LeNet-5, T = 8',
    experiment: document({
      name: 'Fashion-MNIST, LeNet-5, 8 refractory periods',
      dataset: { id: 'fashionMnist' },
      layers: LENET,
      steps: 8,
      epochs: 18,
      learningRate: 0.003,
      schedule: { id: 'cosine', params: { overEpochs: 18 } },
    }),
    seeds: [1],
    paper: null,
    targets: [{ atLeast: 0.86 }],
    note:
      'The rate is three times the author’s 0.001 · 8/T, on which the network underfitted: 14 epochs of it ended at 86.3 % of its own ' +
      'samples and tested at 85.00 %; here 88.9 %.',
    after: coarseTransfer(1000),
  },
  {
    ...shared,
    name: 'coarse-scale-digits',
    title: 'Digits 8 × 8, 64–32–10, T = 8',
    experiment: digits(8),
    seeds: [1, 2, 3],
    paper: 'none; the specification: 94.5–95.2 %',
    targets: [{ atLeast: 0.92 }],
    after: coarseTransfer(500),
  },
  {
    ...shared,
    name: 'coarse-scale-digits-short',
    title: 'Digits 8 × 8, 64–32–10, T = 4',
    experiment: digits(4),
    seeds: [1, 2, 3],
    paper: 'none; the specification: 90.4–91.7 %, continuous at T = 32 96 %',
    targets: [
      { atLeast: 0.87 },
      { figure: 'continuous accuracy at 8 T', atLeast: 0.93 },
      { figure: 'continuous agreement at 8 T', atLeast: 0.95 },
    ],
    after: coarseTransfer(500),
  },
  {
    kind: 'measured',
    rule: 'coarse-scale',
    name: 'coarse-scale-cart-pole',
    title: 'CartPole, 8–32–2, T = 8, 600 episodes',
    seeds: [1, 2, 3, 4, 5],
    paper: 'none; the specification: 166–198 steps',
    targets: [{ figure: 'steps, mean of the last 100 episodes', atLeast: 150 }],
    version: 1,
    measure: async ({ seed }) => {
      const lengths = learnToBalance({ seed, steps: 8, episodes: 600, cap: 200 });
      const last = lengths.slice(-100);
      const mean = last.reduce((sum, length) => sum + length, 0) / last.length;
      return { figures: { 'steps, mean of the last 100 episodes': mean } };
    },
  },
];
