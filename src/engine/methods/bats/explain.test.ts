import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { yinYang } from '#catalog/datasets/yinYang.ts';
import { batsExample } from '#catalog/examples/bats.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createTimesFeed } from '../../training/timesFeed.ts';
import type { BatsErrors } from './explain.ts';
import { readErrors } from './explain.ts';
import { createBatsModule } from './kernel.ts';
import { createBatsLearner } from './learner.ts';
import { createLossScratch, writeLoss } from './loss.ts';
import type { BatsNetwork } from './network.ts';
import { createBatsNetwork } from './network.ts';
import { planBats } from './plan.ts';
import { timeByWeight } from './referenceLayer.ts';

const TOLERANCE = 1e-6;
const dataset = await yinYang.load();
const kernel = await readFile(new URL('../../../../public/kernels/bats.wasm', import.meta.url));
const { experiment } = batsExample;

async function explained(): Promise<{ network: BatsNetwork; errors: BatsErrors }> {
  const plan = planBats(experiment, analyseNetwork(experiment, catalog));
  const network = createBatsNetwork(await createBatsModule(kernel), plan, 'sgd', experiment.seed);
  const { times, labels } = createTimesFeed(experiment, dataset).batch('train', [3], 0);
  const { inputs, layers } = network.kernel;
  const finite = [...times.keys()].filter((i) => times[i]! < Infinity);
  finite.forEach((input, s) => {
    inputs.neurons.values[s] = input;
    inputs.times.values[s] = times[input]! / plan.unitMs;
  });
  inputs.count = finite.length;
  network.kernel.forward();
  const output = layers.at(-1)!;
  const spec = { kind: 'count', targetTrue: 3, targetFalse: 1, margin: 0, scale: 1 } as const;
  writeLoss(spec, output.spikes, labels[0]!, createLossScratch(output.columns));
  return { network, errors: readErrors(network) };
}

it('adds up the ways of an error to what the kernel computed', async () => {
  const { errors } = await explained();
  for (const [l, layer] of errors.layers.entries()) {
    expect(layer.length).toBeGreaterThan(0);
    const largest = Math.max(...layer.map(({ spike }) => Math.abs(spike.error)));
    expect(largest).toBeGreaterThan(0);
    for (const { spike } of layer) {
      const off = Math.abs(spike.direct + spike.through - spike.error);
      expect(off / largest, `layer ${l}`).toBeLessThan(TOLERANCE);
    }
  }
});

it('explains the gradient of the weights', async () => {
  const { network, errors } = await explained();
  network.kernel.layers.forEach((layer, l) => {
    const gradient = errors.gradients.get(
      network.plan.parameters.find((own) => own.kernelLayer === l)!.id,
    )!;
    const found = new Float64Array(gradient.length);
    for (const later of errors.layers[l + 1]!) {
      for (const from of errors.layers[l]!) {
        const gap = later.time - from.time;
        if (!(gap > 0)) continue;
        // The kernel counts times in its own unit, the page in ms.
        const error = later.spike.error * network.plan.unitMs;
        found[from.spike.neuron * layer.columns + later.spike.neuron]! +=
          error * timeByWeight(gap, later.slope, layer.spec.constants.tauSyn);
      }
    }
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(0);
    found.forEach((value, i) =>
      expect(Math.abs(value - gradient[i]!) / largest).toBeLessThan(TOLERANCE),
    );
    expect(layer.gradient.values.every((value) => value === 0)).toBe(true);
  });
});

it('is the gradient that the optimiser takes', async () => {
  const sgd: Experiment = {
    ...experiment,
    batchSize: 1,
    optimiser: {
      ...experiment.optimiser,
      id: 'sgd',
      params: { learningRate: 1, weightDecay: 0 },
      clipNorm: 0,
    },
  };
  const learner = await createBatsLearner({
    experiment: sgd,
    analysis: analyseNetwork(sgd, catalog),
    dataset,
    assets: {
      tfjsWasmFolder: '',
      kernels: () => Promise.reject(new Error('not used')),
      methodKernels: () => Promise.resolve(kernel),
    },
  });
  const explanation = await learner.explain({ split: 'train', sampleIndex: 3, epoch: 0 });
  const weights = learner.state.filter(({ id }) => id.startsWith('w:'));
  const before = await Promise.all(weights.map(({ read }) => read()));
  const request = { indices: Uint32Array.of(3), epoch: 0, fraction: 0, update: 1 };
  await learner.train(request).read();
  expect(explanation.gradients.map(({ id }) => `w:${id}`)).toEqual(weights.map(({ id }) => id));
  for (const [index, { read }] of weights.entries()) {
    const after = await read();
    const moved = Math.hypot(...after.map((value, i) => value - before[index]![i]!));
    const { norm } = explanation.gradients[index]!;
    expect(Math.abs(moved - norm)).toBeLessThan(TOLERANCE * norm);
  }
  expect(explanation.walk.length).toBeGreaterThan(10);
  expect(explanation.walk.map(({ time }) => time)).toEqual(
    explanation.walk.map(({ time }) => time).sort((a, b) => b! - a!),
  );
  expect(explanation.paths.some(({ toLayer }) => toLayer === 'input')).toBe(true);
  learner.dispose();
});
