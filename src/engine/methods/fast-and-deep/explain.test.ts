import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import { fastAndDeepExample } from '#catalog/examples/fastAndDeep.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createTimesFeed } from '../../training/timesFeed.ts';
import { readErrors } from './explain.ts';
import { createFirstSpikeModule } from './kernelNetwork.ts';
import { createFastAndDeepLearner } from './learner.ts';
import { createFirstSpikeNetwork } from './network.ts';
import { planFirstSpikes } from './plan.ts';
import { timeDerivatives } from './reference/layer.ts';

const TOLERANCE = 1e-6;
const dataset = await yinYang.load();
const bytes = await readFile(
  new URL('../../../../public/kernels/fast-and-deep.wasm', import.meta.url),
);
const { experiment } = fastAndDeepExample;
const analysis = analyseNetwork(experiment, catalog);

it('explains errors and weight gradients of the kernels by the reference’s derivatives', async () => {
  // Without the guard, whose part is to leave gradients out.
  const plan = { ...planFirstSpikes(experiment, analysis), maxDwNorm: Infinity };
  const network = createFirstSpikeNetwork(await createFirstSpikeModule(bytes), plan, 3, 1);
  const { times, labels } = createTimesFeed(experiment, dataset).batch('train', [4], 0);
  network.kernel.input.block.values.set(times);
  network.kernel.forward(1);
  network.kernel.loss(labels, plan.loss);
  const { layers, samples, gradients } = readErrors(network);
  for (const layer of layers) {
    const spikes = layer.filter((spike) => spike !== null);
    const largest = Math.max(...spikes.map(({ error }) => Math.abs(error)));
    expect(largest).toBeGreaterThan(0);
    for (const { direct, through, error } of spikes) {
      expect(Math.abs(direct + through - error) / largest).toBeLessThan(TOLERANCE);
    }
  }
  samples.forEach((sample, l) => {
    const { byWeight } = timeDerivatives(sample);
    const gradient = gradients[l]!;
    const nOut = sample.spikes.length;
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(0);
    gradient.forEach((value, at) => {
      const error = layers[l + 1]![at % nOut]?.error ?? 0;
      expect(Math.abs(error * byWeight[at]! - value) / largest).toBeLessThan(TOLERANCE);
    });
  });
});

it('walks from spike to spike backwards in time, to the input', async () => {
  const learner = await createFastAndDeepLearner({
    experiment,
    analysis,
    dataset,
    assets: {
      tfjsWasmFolder: '',
      kernels: () => Promise.reject(new Error('not used')),
      methodKernels: () => Promise.resolve(bytes),
    },
  });
  const { walk, paths, loss, layers } = await learner.explain({
    ...{ split: 'train', sampleIndex: 4, epoch: 0 },
  });
  expect(loss).toBeGreaterThan(0);
  expect(walk.length).toBeGreaterThan(10);
  const times = walk.map(({ time }) => time!);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(paths.some(({ toLayer }) => toLayer === layers[0]?.id)).toBe(true);
  expect(layers.every(({ kind }) => kind === 'time')).toBe(true);
  learner.dispose();
});
