/** The workloads W5–W7: exact spike times, with the settings of the papers' own runs. */
import { catalog } from '#catalog/index.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { entryOf } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';
import type { Workload } from './workloads.ts';

interface Net {
  readonly id: string;
  readonly title: string;
  readonly dataset: 'yinYang' | 'mnist';
  readonly rule: 'fast-and-deep' | 'bats';
  readonly hidden: number;
  readonly weights: readonly [hidden: ParamValues, readout: ParamValues];
  readonly neurons: readonly [hidden: ParamValues, readout: ParamValues];
  readonly encoder: ParamValues;
  readonly simulation: { readonly steps: number; readonly dtMs: number };
  readonly loss: string;
  readonly learningRate: number;
  readonly batchSize: number;
}

function workload(net: Net): Workload {
  const neuron = net.rule === 'bats' ? 'multiSpikeLif' : 'firstSpikeLif';
  const layers = [
    { id: 'input', kind: 'input' },
    ...(net.dataset === 'mnist' ? [{ id: 'flatten', kind: 'flatten' }] : []),
    {
      id: 'hidden',
      kind: 'dense',
      params: { units: net.hidden, initScale: 'absolute', ...net.weights[0] },
      neuron: { id: neuron, params: net.neurons[0] },
    },
    {
      id: 'readout',
      kind: 'readout',
      params: {
        measure: net.loss === 'countTargets' ? 'spikeCount' : 'firstSpike',
        initScale: 'absolute',
        ...net.weights[1],
      },
      neuron: { id: neuron, params: net.neurons[1] },
    },
  ];
  return {
    id: net.id,
    title: net.title,
    catalog,
    inSteps: false,
    load: (io) => entryOf(catalog.datasets, net.dataset).load(io, {}, createStream(1, 'dataset')),
    experiment: buildExperiment({
      version: 1,
      name: net.id,
      dataset: { id: net.dataset },
      encoder: { id: 'spikeTime', params: net.encoder },
      simulation: net.simulation,
      network: { layers: placed(layers), connections: chain(layers.map(({ id }) => id)) },
      rule: { id: net.rule },
      loss: { id: net.loss },
      optimiser: { id: 'adam', params: { learningRate: net.learningRate } },
      batchSize: net.batchSize,
    }),
  };
}

const firstSpikes = {
  rule: 'fast-and-deep',
  neurons: [{ tauMemMs: 10 }, { tauMemMs: 10 }],
  simulation: { steps: 120, dtMs: 0.25 },
  loss: 'timeToFirstSpike',
  learningRate: 0.005,
} as const;

const normal = (mean: number, bias: boolean): ParamValues => ({
  init: 'normal',
  initGain: 0.8,
  initMean: mean,
  bias,
});

/** τ_s in s and ms: thresholds are published for time in seconds. */
const TAU_SYN_S = 0.13;
const multiSpike = (threshold: number): ParamValues => ({
  tauSynMs: 1000 * TAU_SYN_S,
  threshold: threshold / TAU_SYN_S,
  maxSpikes: 30,
});

export const spikeTimeWorkloads: readonly Workload[] = [
  workload({
    ...firstSpikes,
    id: 'W5',
    title: '4(+1)–120(+1)–3, exact first spikes, Yin-Yang, batch 150',
    dataset: 'yinYang',
    hidden: 120,
    weights: [normal(1.5, true), normal(0.5, true)],
    encoder: { order: 'smallFirst' },
    batchSize: 150,
  }),
  workload({
    ...firstSpikes,
    id: 'W6',
    title: '784–350–10, exact first spikes, MNIST, batch 80',
    dataset: 'mnist',
    hidden: 350,
    weights: [normal(0.05, false), normal(0.15, false)],
    encoder: { order: 'largeFirst', jitterMs: 3 },
    batchSize: 80,
  }),
  workload({
    id: 'W7',
    title: '784–800–10, exact spikes, up to 30 a neuron, MNIST, batch 50',
    dataset: 'mnist',
    rule: 'bats',
    hidden: 800,
    weights: [
      { initGain: 1, bias: false },
      { initGain: 1, bias: false },
    ],
    neurons: [multiSpike(0.2), multiSpike(1.3)],
    encoder: { earlyMs: 0, lateMs: 100, order: 'largeFirst', silentLast: true },
    simulation: { steps: 200, dtMs: 1 },
    loss: 'countTargets',
    learningRate: 0.003,
    batchSize: 50,
  }),
];
