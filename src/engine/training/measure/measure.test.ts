import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { readContainer } from '#protocol/container.ts';
import { testRun, toyExperiment, trainedValues } from '../testRun.ts';
import type { TrainingRun } from '../run.ts';
import { fanOuts } from './fanOut.ts';

const SAMPLES = 12;

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const byRule = catalog.rules.map(({ id }): [string, Experiment] => [
  id,
  switchRule(yinYang, id, catalog).experiment,
]);

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

describe('what a network costs', () => {
  it.each(byRule)(
    'is counted for %s from the spikes that the page shows',
    async (_id, document) => {
      const run = await loaded(document);
      await run.train({ updates: 2 });
      const report = await run.measure({ samples: SAMPLES });
      const { plan } = analyseNetwork(document, catalog);
      const reach = fanOuts(plan);
      let [spikes, inputSpikes, operations] = [0, 0, 0];
      for (let index = 0; index < SAMPLES; index++) {
        const record = await run.spikes('test', index);
        for (const { id, neurons } of record.layers) {
          if (id === 'input') inputSpikes += neurons.length;
          else spikes += neurons.length;
          operations += neurons.length * reach.get(id)!;
        }
      }
      expect(report.samples).toBe(SAMPLES);
      expect(spikes + inputSpikes).toBeGreaterThan(0);
      expect(report.spikes).toBeCloseTo(spikes / SAMPLES, 9);
      expect(report.inputSpikes).toBeCloseTo(inputSpikes / SAMPLES, 9);
      expect(report.synapticOperations).toBeCloseTo(operations / SAMPLES, 6);
      expect(report.inputProducts > 0).toBe(inputSpikes === 0);
      const { steps, dtMs } = document.simulation;
      expect(report.presentationMs).toBe(steps * dtMs);
      if (report.decisionMs !== null) {
        expect(report.decisionMs).toBeGreaterThan(0);
        expect(report.decisionMs).toBeLessThanOrEqual(steps * dtMs);
      } else expect(report.decided).toBe(0);
      await run.dispose();
    },
  );

  it('sees every sample of a membrane readout decided', async () => {
    const run = await loaded(toyExperiment({ nTest: 9 }));
    const report = await run.measure({ samples: 1000 });
    expect(report.decided).toBe(1);
    expect(report.samples).toBe(9);
  });

  it('counts a spike once for each synapse behind it, through flattening and pooling', () => {
    const images = examples.find(({ experiment }) =>
      experiment.network.layers.some(({ kind }) => kind === 'conv'),
    )!.experiment;
    const { plan } = analyseNetwork(images, catalog);
    const last = plan.find(({ entry }) => entry.role === 'readout')!;
    const [before] = last.inputs;
    expect(fanOuts(plan).get(before!.connection.from)).toBe(10);
    const loop = analyseNetwork(toyExperiment({ recurrent: true }), catalog).plan;
    expect(fanOuts(loop).get('hidden')).toBe(12 + 2);
  });
});

describe('gradients for comparison', () => {
  it.each(byRule)('leave a run of %s as it was', async (_id, document) => {
    const run = await loaded(document);
    await run.train({ updates: 2 });
    const before = await trainedValues(run);
    const report = await run.gradients({ split: 'train', indices: [3, 4], weights: null });
    expect(await trainedValues(run)).toEqual(before);
    expect(report.gradients.map(({ id }) => id)).toEqual(
      Object.keys(before).flatMap((id) => (id.startsWith('w:') ? [id.slice(2)] : [])),
    );
    await run.train({ updates: 1 });
    expect(await trainedValues(run)).not.toEqual(before);
    await run.dispose();
  });

  it.each(['sgd', 'momentum', 'adam', 'adamw'])('do not depend on %s', async (id) => {
    const params = {
      learningRate: 0.25,
      ...(id === 'sgd' || id === 'adamw' ? { weightDecay: 0.01 } : {}),
    };
    const run = await loaded(toyExperiment({ optimiser: { id, params }, batchSize: 2 }));
    const { gradients } = await run.gradients({ split: 'train', indices: [5], weights: null });
    const pass = await run.explain({ split: 'train', sampleIndex: 5 });
    expect(gradients).toHaveLength(pass.gradients.length);
    for (const { id: name, norm } of pass.gradients) {
      const own = gradients.find((other) => other.id === name)!.values;
      expect(norm).toBeGreaterThan(0);
      expect(Math.hypot(...own) / norm).toBeCloseTo(1, 3);
    }
  });

  it('are the mean over the samples, at the weights that are given', async () => {
    const document = toyExperiment({ batchSize: 2 });
    const trained = await loaded(document);
    await trained.train({ updates: 5 });
    const { sections } = readContainer(await trained.checkpoint());
    const weights = new Map<string, Float32Array>();
    for (const [name, values] of sections) {
      if (name.startsWith('w:')) weights.set(name.slice(2), Float32Array.from(values));
    }
    const fresh = await loaded(document);
    const ask = (run: TrainingRun, indices: number[], given: typeof weights | null) =>
      run.gradients({ split: 'train', indices, weights: given });
    const want = await ask(trained, [0, 1, 2], null);
    const got = await ask(fresh, [0, 1, 2], weights);
    expect(got.taken).toEqual([...weights.keys()]);
    expect(got.gradients).toEqual(want.gradients);
    const alone = await Promise.all([0, 1, 2].map((index) => ask(trained, [index], null)));
    const [first] = want.gradients;
    first!.values.forEach((value, i) => {
      const mean = alone.reduce((sum, { gradients }) => sum + gradients[0]!.values[i]! / 3, 0);
      expect(value).toBeCloseTo(mean, 6);
    });
  });
});

it('trains for a time, by the clock of the run', async () => {
  let now = 0;
  const run = testRun(engineAssets, () => (now += 5));
  await run.load(toyExperiment(), 'wasm');
  const status = await run.train({ seconds: 0.5 });
  expect(status.phase).toBe('paused');
  expect(status.trainingSeconds).toBeGreaterThanOrEqual(0.5);
  expect(status.trainingSeconds).toBeLessThan(0.7);
  const more = await run.train({ seconds: 0.5 });
  expect(more.trainingSeconds).toBeGreaterThanOrEqual(1);
});
