import { describe, expect, it } from 'vitest';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Dataset, Samples } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { createStream } from '#model/random/stream.ts';
import type { TrainAnswer, TrainRequest } from './testing/trainOnThreads.worker.ts';

const UPDATES = 4;

/** Random images of 28 × 28, a fifth of them ink. */
function images(): Dataset {
  const random = createStream(1, 'dataset');
  const samples = (count: number): Samples => ({
    count,
    values: Float32Array.from({ length: count * 784 }, () =>
      random.uniform() < 0.2 ? random.uniform() : 0,
    ),
    scale: 1,
    labels: Uint8Array.from({ length: count }, () => random.below(10)),
  });
  return { train: samples(128), test: samples(8) };
}

const lif = { id: 'lif', params: { tauMemMs: 10 } };
const common = {
  version: 1,
  dataset: { id: 'mnist' },
  rule: { id: 'surrogate' },
  loss: { id: 'ceCount' },
  optimiser: { id: 'adam' },
  simulation: { steps: 12 },
  batchSize: 32,
} as const;

const convolutional = buildExperiment({
  ...common,
  name: 'convolutional',
  encoder: { id: 'constant' },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'conv', kind: 'conv', params: { filters: 12, currentPool: 'max' }, neuron: lif },
      { id: 'conv2', kind: 'conv', params: { filters: 64, currentPool: 'max' }, neuron: lif },
      { id: 'flatten', kind: 'flatten' },
      { id: 'readout', kind: 'readout', neuron: lif },
    ]),
    connections: chain(['input', 'conv', 'conv2', 'flatten', 'readout']),
  },
});

const recurrent = buildExperiment({
  ...common,
  name: 'recurrent',
  encoder: { id: 'poisson' },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'flatten', kind: 'flatten' },
      { id: 'hidden', kind: 'dense', params: { units: 200 }, neuron: lif },
      { id: 'readout', kind: 'readout', neuron: lif },
    ]),
    connections: chain(['input', 'flatten', 'hidden', 'readout'], ['hidden']),
  },
});

function train(experiment: Experiment, threads: number): Promise<TrainAnswer> {
  const worker = new Worker(new URL('./testing/trainOnThreads.worker.ts', import.meta.url), {
    type: 'module',
  });
  const request: TrainRequest = { threads, experiment, dataset: images(), updates: UPDATES };
  return new Promise<TrainAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TrainAnswer>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

describe('training on several threads', () => {
  it.each([
    ['convolutional', convolutional],
    ['recurrent', recurrent],
  ])('gives the numbers of one thread: %s', async (_name, experiment) => {
    const one = await train(experiment, 1);
    expect(one.threads).toBe(1);
    expect(one.losses[0]).toBeGreaterThan(0);
    for (const threads of [2, 3]) {
      const several = await train(experiment, threads);
      expect(several.notice).toBeNull();
      expect(several.threads).toBe(threads);
      expect(several.losses).toEqual(one.losses);
      expect(several.weights).toEqual(one.weights);
    }
  });
});
