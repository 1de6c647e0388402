/**
 * Exact multi-spike times: the settings of the authors' scripts, in units of the synaptic time
 * constant (130 ms), with fewer epochs under a learning rate that falls to nothing.
 */
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import type { ResultRow } from '../row.ts';
import { batsToyRow } from './batsToy.ts';

const TAU_SYN_S = 0.13;

interface Net {
  readonly name: string;
  readonly dataset: string;
  /** Neurons of hidden layers. */
  readonly hidden: readonly number[];
  /** The authors' thresholds, which carry a factor of time, in seconds; the readout's is the last. */
  readonly thresholds: readonly number[];
  readonly maxSpikes: readonly number[];
  /** Bounds of the uniform initial weights. */
  readonly weights: readonly [low: number, high: number];
  /** Added to those of the readout: outputs that never fire never learn to. */
  readonly readoutMean?: number;
  readonly hiddenBias?: boolean;
  readonly encoder: ParamValues;
  readonly simulation: { readonly steps: number; readonly dtMs: number };
  readonly measure: 'spikeCount' | 'firstSpike';
  readonly loss: { readonly id: string; readonly params: ParamValues };
  readonly learningRate: number;
  readonly schedule: { readonly id: string; readonly params: ParamValues };
  /** Where crossings near a tangent would throw the weights of a whole neuron; the authors clip nothing. */
  readonly clipNorm?: number;
  readonly augmentation?: Experiment['augmentation'];
  readonly batchSize: number;
  readonly epochs: number;
}

function document(net: Net): Experiment {
  const [low, high] = net.weights;
  const weights = {
    init: 'uniform',
    initScale: 'absolute',
    initMean: (low + high) / 2,
    initGain: (high - low) / 2,
  };
  const neuronOf = (index: number): { id: string; params: ParamValues } => ({
    id: 'multiSpikeLif',
    params: {
      tauSynMs: 1000 * TAU_SYN_S,
      threshold: (net.thresholds[index] ?? 0) / TAU_SYN_S,
      maxSpikes: net.maxSpikes[index] ?? 1,
    },
  });
  const isImage = net.dataset !== 'yinYang';
  const hidden = net.hidden.map((units, index) => ({
    id: `hidden${index + 1}`,
    kind: 'dense',
    name: net.hidden.length === 1 ? 'Hidden' : `Hidden ${index + 1}`,
    params: { units, bias: net.hiddenBias === true, ...weights },
    neuron: neuronOf(index),
  }));
  const layers = [
    { id: 'input', kind: 'input' },
    ...(isImage ? [{ id: 'flatten', kind: 'flatten' }] : []),
    ...hidden,
    {
      id: 'readout',
      kind: 'readout',
      params: {
        measure: net.measure,
        bias: false,
        ...weights,
        initMean: weights.initMean + (net.readoutMean ?? 0),
      },
      neuron: neuronOf(net.hidden.length),
    },
  ];
  return buildExperiment({
    version: 1,
    name: net.name,
    dataset: { id: net.dataset },
    encoder: { id: 'spikeTime', params: net.encoder },
    augmentation: net.augmentation ?? [],
    simulation: net.simulation,
    network: { layers: placed(layers), connections: chain(layers.map(({ id }) => id)) },
    rule: { id: 'bats' },
    loss: net.loss,
    optimiser: {
      id: 'adam',
      params: { learningRate: net.learningRate },
      schedule: net.schedule,
      clipNorm: net.clipNorm ?? 0,
    },
    batchSize: net.batchSize,
    stopping: { epochs: net.epochs, validation: true },
    view: { layerId: 'hidden1', neurons: [0, 1, 2, 3] },
  });
}

/** t = 0.1 s · (1 − p/255), nothing for p = 0. */
const IMAGE = { earlyMs: 0, lateMs: 100, order: 'largeFirst', silentLast: true };
const COUNT = { id: 'countTargets', params: { countTrue: 15, countFalse: 3 } };
const FIRST_SPIKE = { id: 'ceFirstSpike', params: { tauLossMs: 5 } };
/** The same scale of time, and a term that keeps answers from drifting late. */
const EARLY_SPIKE = {
  id: 'timeToFirstSpike',
  params: { xi: 0.005 / TAU_SYN_S, alpha: 0.05, beta: 1 },
};

const yinYang = document({
  name: 'Yin-Yang by exact spike times, 5–120–3',
  dataset: 'yinYang',
  hidden: [120],
  thresholds: [0.04, 0.2],
  maxSpikes: [1, 1],
  weights: [-0.3, 1],
  hiddenBias: true,
  encoder: { earlyMs: 0, lateMs: 100, order: 'smallFirst' },
  simulation: { steps: 200, dtMs: 5 },
  measure: 'firstSpike',
  loss: FIRST_SPIKE,
  learningRate: 0.003,
  schedule: { id: 'step', params: { everyEpochs: 10, stepFactor: 0.9 } },
  clipNorm: 1,
  batchSize: 50,
  epochs: 100,
});

const mnistCount = document({
  name: 'MNIST by exact spike times, 784–800–10, counts',
  dataset: 'mnist',
  hidden: [800],
  thresholds: [0.2, 1.3],
  maxSpikes: [30, 30],
  weights: [-1, 1],
  encoder: IMAGE,
  simulation: { steps: 200, dtMs: 1 },
  measure: 'spikeCount',
  loss: COUNT,
  learningRate: 0.003,
  schedule: { id: 'cosine', params: { overEpochs: 30 } },
  batchSize: 50,
  epochs: 30,
});

const mnistFirstSpike = document({
  name: 'MNIST by exact spike times, 784–800–10, first spikes',
  dataset: 'mnist',
  hidden: [800],
  thresholds: [0.7, 2],
  maxSpikes: [1, 1],
  weights: [0, 1],
  encoder: { ...IMAGE, jitterMs: 3 },
  simulation: { steps: 200, dtMs: 5 },
  measure: 'firstSpike',
  augmentation: [{ id: 'shift', params: { pixels: 1 } }],
  loss: EARLY_SPIKE,
  learningRate: 0.002,
  schedule: { id: 'cosine', params: { overEpochs: 20 } },
  clipNorm: 10,
  batchSize: 50,
  epochs: 20,
});

const fashion = document({
  name: 'Fashion-MNIST by exact spike times, 784–400–400–10, counts',
  dataset: 'fashionMnist',
  hidden: [400, 400],
  thresholds: [0.13, 0.45, 0.7],
  maxSpikes: [5, 5, 20],
  weights: [-1, 1],
  readoutMean: 0.05,
  encoder: IMAGE,
  simulation: { steps: 200, dtMs: 1 },
  measure: 'spikeCount',
  loss: COUNT,
  learningRate: 0.003,
  schedule: { id: 'cosine', params: { overEpochs: 16 } },
  clipNorm: 1,
  batchSize: 20,
  epochs: 16,
});

const shared = { kind: 'trained', rule: 'bats' } as const;

export const batsRows: readonly ResultRow[] = [
  {
    ...shared,
    name: 'bats-yin-yang',
    title: 'Yin-Yang, 4(+1)–120–3, first spikes',
    experiment: yinYang,
    seeds: [1, 2, 3, 4, 5],
    paper: 'none; the original code, one seed: median 97.8 %',
    targets: [{ atLeast: 0.96 }],
    note:
      'Gradients are clipped at a norm of 1, typical ones are near 0.3. Without it seed 2 collapsed in its third epoch ' +
      '(88.8 %; the other seeds 98.0 to 99.0 %): a crossing near a tangent silenced an output, and errors of the others silenced those.',
  },
  {
    ...shared,
    name: 'bats-mnist-count',
    title: 'MNIST, 784–800–10, counts',
    experiment: mnistCount,
    seeds: [1],
    paper: '98.88 ± 0.02 %',
    targets: [{ atLeast: 0.983 }],
  },
  {
    ...shared,
    name: 'bats-mnist-first-spike',
    title: 'MNIST, 784–800–10, first spikes',
    experiment: mnistFirstSpike,
    seeds: [1],
    paper: '97.83 ± 0.08 % (single spike, the code of Fast & Deep)',
    targets: [{ atLeast: 0.973 }],
    note:
      'Departs from the authors’ recipe in three ways. Cross-entropy alone sees differences of times, so spikes drifted later (labels from ' +
      '34 ms in epoch 1 to 112 ms in epoch 8) until outputs fell silent, and a silent label’s errors silenced the others: at a rate of 0.002 ' +
      'all outputs were silent after 15 epochs, and the best of such runs tested at 97.04 %. The loss therefore also asks for early answers. With times ' +
      'jittered by 3 ms that trained for 20 epochs without drift to 97.15 % (training samples 99.8 %); here training pictures are shifted by ' +
      'up to a pixel as well.',
  },
  {
    ...shared,
    name: 'bats-fashion-count',
    title: 'Fashion-MNIST, 784–400–400–10, counts',
    experiment: fashion,
    seeds: [1],
    paper: '90.19 ± 0.12 %',
    targets: [{ atLeast: 0.885 }],
    note:
      'Sixteen of the authors’ hundred epochs, in batches of 20 where they take 5; ten epochs, their rate falling as fast, tested at 88.36 %. ' +
      'Weights of the readout have a mean of 0.05, and gradients are clipped at a norm of 1. With the authors’ mean of 0 some outputs never ' +
      'fired, and so never learnt: three epochs ended at 78 % with two or three classes that were never answered.',
  },
  batsToyRow,
];
