import { expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { xor } from '#catalog/datasets/xor.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createStream } from '#model/random/stream.ts';
import { createFloat64Module } from '../float64Module.ts';
import { weightGradient } from './explain.ts';
import { createInputs } from './inputs.ts';
import { adding } from './kernelAdam.ts';
import { backward } from './kernelBackward.ts';
import type { StRsbpExports } from './kernelExports.ts';
import { forward } from './kernelForward.ts';
import { createKernel } from './kernelPlan.ts';
import { createStRsbpLearner } from './learner.ts';
import { initialise, readRows } from './parameters.ts';
import { planDocument } from './plan.ts';
import { effectOf, readErrors } from './readErrors.ts';

const TOLERANCE = 1e-6;

/** 4–40–R24–2: layers that are no multiples of a tile, one of them solved as a system. */
function document(recurrentGradient: string): Experiment {
  const weights = { initScale: 'absolute', bias: false };
  const neuron = (threshold: number) => ({ id: 'spikeTrainLif', params: { threshold } });
  return buildExperiment({
    version: 1,
    seed: 3,
    dataset: { id: 'xor', params: { nTrain: 20, nTest: 4 } },
    encoder: { id: 'poisson', params: { peakRate: 0.5, frozen: true } },
    simulation: { steps: 40 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        { id: 'hidden', kind: 'dense', params: { units: 40, ...weights }, neuron: neuron(1) },
        { id: 'loop', kind: 'dense', params: { units: 24, ...weights }, neuron: neuron(1) },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'spikeCount', ...weights, initMean: 0.5 },
          neuron: neuron(0.2),
        },
      ]),
      connections: chain(['input', 'hidden', 'loop', 'readout'], ['loop']),
    },
    rule: { id: 'st-rsbp', params: { gridWidth: 3, gridHeight: 2, recurrentGradient } },
    loss: { id: 'countTargets', params: { countTrue: 10, countFalse: 2, margin: 1 } },
    optimiser: { id: 'adam' },
    batchSize: 2,
  });
}

const dataset = await xor.load(
  { read: () => Promise.reject(new Error('no files')) },
  document('full').dataset.params,
  createStream(3, 'dataset', 0),
);

it.each(['full', 'diagonal'])('explains the %s gradient of the kernels', async (gradient) => {
  const experiment = document(gradient);
  const plan = planDocument(experiment, analyseNetwork(experiment, catalog));
  const module = await createFloat64Module<StRsbpExports>(
    await engineAssets.methodKernels('st-rsbp'),
  );
  const kernel = createKernel(module, plan.network);
  initialise(kernel, plan, experiment.seed);
  const inputs = createInputs(kernel, experiment, dataset);
  const label = inputs.put('train', 1, 0, true);
  forward(kernel);
  backward(kernel, label, plan.lossScale, adding(kernel));
  const trained = kernel.memory.layers.map((layer) => ({
    weights: readRows(layer, layer.weights.gradient!),
    loops: layer.plan.trainsSynapses ? layer.synapses!.weights.gradient!.values.slice() : null,
  }));
  inputs.put('train', 1, 0, true);
  forward(kernel);
  const errors = readErrors(kernel, label, plan.lossScale);

  errors.layers.forEach((own, index) => {
    expectClose(weightGradient(own), trained[index]!.weights);
    const { loops } = own;
    const loopGradient = trained[index]!.loops;
    expect(loops === null).toBe(loopGradient === null);
    if (loops !== null && loopGradient !== null) {
      const explained = loops.e.map((value, k) => value * own.factor[loops.targets[k]!]!);
      expectClose(explained, loopGradient);
      // The system that the walk shows is the one that was solved.
      const left = own.delta.map((_, p) => {
        let sum = own.denominator[p]! * own.lambda[p]!;
        for (let k = loops.starts[p]!; k < loops.starts[p + 1]!; k++)
          sum -= loops.coupling[k]! * own.lambda[loops.targets[k]!]!;
        return sum;
      });
      expectClose(
        left,
        own.delta.map((delta) => delta / own.threshold),
      );
    }
    const before = errors.layers[index - 1];
    if (before === undefined) return;
    const received = before.delta.map((_, pre) => {
      let sum = 0;
      for (let post = 0; post < own.units; post++)
        sum += own.lambda[post]! * effectOf(own, pre, post);
      return sum;
    });
    expectClose(received, before.delta);
  });
});

it('walks from the loss layer by layer, the solved loop among them, and finds ways to the input', async () => {
  const experiment = document('full');
  const analysis = analyseNetwork(experiment, catalog);
  const learner = await createStRsbpLearner({
    experiment,
    analysis,
    dataset,
    assets: engineAssets,
  });
  const { walk, paths, layers, gradients } = await learner.explain({
    ...{ split: 'train', sampleIndex: 1, epoch: 0 },
  });
  const order = walk.map(({ layerId }) => layerId);
  expect([...new Set(order)]).toEqual(['readout', 'loop', 'hidden']);
  expect(walk.some(({ equation }) => equation.includes('\\Omega'))).toBe(true);
  expect(paths.some(({ toLayer }) => toLayer === 'input')).toBe(true);
  for (const { id, events } of layers)
    expect(
      events.errors.some((error) => error !== 0),
      id,
    ).toBe(true);
  expect(gradients.map(({ id }) => id)).toContain('loop/recurrent');
  expect(gradients.every(({ norm }) => norm > 0)).toBe(true);
  learner.dispose();
});

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>): void {
  let [off, largest] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    off = Math.max(off, Math.abs(got[i]! - want[i]!));
    largest = Math.max(largest, Math.abs(want[i]!));
  }
  expect(got.length).toBe(want.length);
  expect(largest).toBeGreaterThan(0);
  expect(off / largest).toBeLessThan(TOLERANCE);
}
