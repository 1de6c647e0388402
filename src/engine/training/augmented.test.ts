import { beforeAll, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { catalog } from '#catalog/index.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Chosen, Experiment } from '#model/experiment.ts';
import type { DatasetApi } from '#protocol/dataset.ts';
import { createDatasetService } from '../data/datasetService.ts';
import { createTrainingRun } from './run.ts';
import { trainedValues } from './testRun.ts';

let service: DatasetApi;

beforeAll(async () => {
  service = createDatasetService(() => nodeDatasetIo());
  await service.configure('https://host.test/data/');
});

const digits: Experiment = buildExperiment({
  version: 1,
  dataset: { id: 'digits' },
  encoder: { id: 'constant' },
  simulation: { steps: 6 },
  network: {
    layers: placed([
      { id: 'input', kind: 'input' },
      { id: 'flatten', kind: 'flatten' },
      { id: 'readout', kind: 'readout', params: { measure: 'membraneMean' }, neuron: { id: 'li' } },
    ]),
    connections: chain(['input', 'flatten', 'readout']),
  },
  rule: { id: 'surrogate' },
  loss: { id: 'ceMembrane' },
  optimiser: { id: 'adam' },
  batchSize: 10,
});

/** Weights after some updates, and how many samples another thread has changed. */
async function train(experiment: Experiment, isHelped: boolean) {
  let helped = 0;
  const run = createTrainingRun({
    assets: engineAssets,
    loadDataset: (ref) => service.splits(ref),
    ...(isHelped
      ? {
          augmentedBatch: async (ref, indices, plan, epoch) => {
            helped += indices.length;
            return service.augmentedBatch(ref, indices, plan, epoch);
          },
        }
      : {}),
    // Every update is a slice of its own, so that answers come in between.
    now: (() => {
      let now = 0;
      return () => (now += 20);
    })(),
    yieldNow: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  await run.load(experiment, 'wasm');
  await run.train({ updates: 12 });
  const values = await trainedValues(run);
  await run.dispose();
  return { values, helped };
}

it.each(['surrogate', 'st-rsbp', 'fast-and-deep', 'bats'])(
  '%s trains to the same weights whoever changes the samples',
  async (ruleId) => {
    const { experiment } = switchRule(digits, ruleId, catalog);
    const elastic: Chosen = { id: 'elastic', params: { alpha: 12, sigma: 2 } };
    const bent = { ...experiment, augmentation: [elastic] };
    const [plain, alone, helped] = [
      await train(experiment, true),
      await train(bent, false),
      await train(bent, true),
    ];
    expect(plain.helped).toBe(0);
    expect(helped.helped).toBeGreaterThan(10);
    expect(helped.values).toEqual(alone.values);
    expect(alone.values).not.toEqual(plain.values);
  },
  60_000,
);

it('trains on recordings to the same weights whoever jitters their spikes', async () => {
  const recordings: Experiment = {
    ...digits,
    dataset: { id: 'spikePatterns', params: {} },
    encoder: { id: 'directSpikes', params: {} },
    simulation: { ...digits.simulation, steps: 20 },
    augmentation: [
      { id: 'spikeJitter', params: { sigmaMs: 3 } },
      { id: 'spikeDrop', params: { probability: 0.2 } },
    ],
  };
  const plain = await train({ ...recordings, augmentation: [] }, true);
  const [alone, helped] = [await train(recordings, false), await train(recordings, true)];
  expect(plain.helped).toBe(0);
  expect(helped.helped).toBeGreaterThan(10);
  expect(helped.values).toEqual(alone.values);
  expect(alone.values).not.toEqual(plain.values);
}, 60_000);
