/**
 * The fixed workloads W1–W4 and W2p: the same networks, losses and optimiser as the PyTorch script that
 * they are compared with (beta, surrogate, reset after the decay of the next step, Adam 1e-3).
 */
import { catalog } from '#catalog/index.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Catalog, Dataset, DatasetIo, Samples } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { createStream } from '#model/random/stream.ts';
import type { Shape } from '#model/shape.ts';
import { spikeTimeWorkloads } from './spikeTimeWorkloads.ts';

export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly experiment: Experiment;
  /** Shape and classes of the data, where they are not those of the document's data set. */
  readonly catalog: Catalog;
  /** Whether time passes in steps: a naive loop in tfjs and WebGPU can compute nothing else. */
  readonly inSteps: boolean;
  load(io: DatasetIo): Promise<Dataset>;
}

/** Time constant in ms of a decay per step of 1 ms. */
const tauOf = (beta: number): number => -1 / Math.log(beta);

const neuron = (beta: number): object => ({
  id: 'lif',
  params: { tauMemMs: tauOf(beta), resetTiming: 'next' },
});

const common = {
  version: 1,
  encoder: { id: 'constant' },
  rule: { id: 'surrogate' },
  optimiser: { id: 'adam', params: { learningRate: 0.001 } },
} as const;

/** The catalog with another shape for one data set, so that any data can stand behind a document. */
function reshaped(datasetId: string, shape: Shape, nClasses: number): Catalog {
  const classes = Array.from({ length: nClasses }, (_, index) => String(index));
  return {
    ...catalog,
    datasets: catalog.datasets.map((entry) =>
      entry.id === datasetId ? { ...entry, shape, classes } : entry,
    ),
  };
}

async function mnist(io: DatasetIo): Promise<Dataset> {
  return entryOf(catalog.datasets, 'mnist').load(io, {}, createStream(1, 'dataset'));
}

/** Yin-Yang with a fifth channel that always carries the same value: the bias spike. */
async function yinYangWithBias(io: DatasetIo): Promise<Dataset> {
  const plain = await entryOf(catalog.datasets, 'yinYang').load(io, {}, createStream(1, 'dataset'));
  const widen = (samples: Samples): Samples => {
    const values = new Float32Array(samples.count * 5);
    for (let i = 0; i < samples.count; i++) {
      for (let j = 0; j < 4; j++) values[i * 5 + j] = samples.values[i * 4 + j]! * samples.scale;
      values[i * 5 + 4] = 0.6;
    }
    return { ...samples, values, scale: 1 };
  };
  return { train: widen(plain.train), test: widen(plain.test) };
}

/** Sixty-four channels that spike with probability 0.05 a step, and random labels. */
async function bernoulliChannels(): Promise<Dataset> {
  const random = createStream(7, 'dataset');
  const make = (count: number): Samples => ({
    count,
    values: new Float32Array(count * 64).fill(0.1),
    scale: 1,
    labels: Uint8Array.from({ length: count }, () => random.below(10)),
  });
  return { train: make(1280), test: make(256) };
}

function denseMnist(id: string, title: string, encoder: object): Workload {
  return {
    id,
    title,
    catalog,
    inSteps: true,
    load: mnist,
    experiment: buildExperiment({
      ...common,
      name: id,
      dataset: { id: 'mnist' },
      encoder,
      simulation: { steps: 25 },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          { id: 'flatten', kind: 'flatten' },
          { id: 'hidden', kind: 'dense', params: { units: 800 }, neuron: neuron(0.95) },
          {
            id: 'readout',
            kind: 'readout',
            params: { measure: 'membraneMean' },
            neuron: neuron(0.95),
          },
        ]),
        connections: chain(['input', 'flatten', 'hidden', 'readout']),
      },
      rule: { id: 'surrogate', params: { surrogate: 'atan' } },
      loss: { id: 'ceEachStep', params: { stepReduction: 'sum' } },
      batchSize: 100,
    }),
  };
}

export const workloads: readonly Workload[] = [
  {
    id: 'W1',
    title: '5–120–3, Yin-Yang, T = 30, batch 150',
    catalog: reshaped('yinYang', [5], 3),
    inSteps: true,
    load: yinYangWithBias,
    experiment: buildExperiment({
      ...common,
      name: 'W1',
      dataset: { id: 'yinYang' },
      encoder: { id: 'latency', params: { cutoff: 0.000001 } },
      simulation: { steps: 30 },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          { id: 'hidden', kind: 'dense', params: { units: 120, initGain: 8 }, neuron: neuron(0.9) },
          { id: 'readout', kind: 'readout', neuron: neuron(0.9) },
        ]),
        connections: chain(['input', 'hidden', 'readout']),
      },
      loss: { id: 'ceCount' },
      batchSize: 150,
    }),
  },
  denseMnist('W2', '784–800–10, MNIST, constant current, T = 25, batch 100', { id: 'constant' }),
  denseMnist('W2p', '784–800–10, MNIST, Poisson spikes, T = 25, batch 100', { id: 'poisson' }),
  {
    id: 'W3',
    title: '12C5–P2–64C5–P2–10, MNIST, T = 10, batch 32',
    catalog,
    inSteps: true,
    load: mnist,
    experiment: buildExperiment({
      ...common,
      name: 'W3',
      dataset: { id: 'mnist' },
      simulation: { steps: 10 },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          {
            id: 'conv1',
            kind: 'conv',
            params: { filters: 12, currentPool: 'max' },
            neuron: neuron(0.5),
          },
          {
            id: 'conv2',
            kind: 'conv',
            params: { filters: 64, currentPool: 'max' },
            neuron: neuron(0.5),
          },
          { id: 'flatten', kind: 'flatten' },
          { id: 'readout', kind: 'readout', neuron: neuron(0.5) },
        ]),
        connections: chain(['input', 'conv1', 'conv2', 'flatten', 'readout']),
      },
      loss: { id: 'ceEachStep' },
      batchSize: 32,
    }),
  },
  {
    id: 'W4',
    title: '64–256 recurrent–10, 5 % Bernoulli spikes, T = 100, batch 64',
    catalog: reshaped('yinYang', [64], 10),
    inSteps: true,
    load: bernoulliChannels,
    experiment: buildExperiment({
      ...common,
      name: 'W4',
      dataset: { id: 'yinYang' },
      encoder: { id: 'poisson' },
      simulation: { steps: 100 },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          {
            id: 'hidden',
            kind: 'dense',
            params: { units: 256, initGain: 3.05 },
            neuron: neuron(0.95),
          },
          { id: 'readout', kind: 'readout', neuron: neuron(0.95) },
        ]),
        connections: chain(['input', 'hidden', 'readout'], ['hidden']),
      },
      loss: { id: 'ceCount' },
      batchSize: 64,
    }),
  },
  ...spikeTimeWorkloads,
];
