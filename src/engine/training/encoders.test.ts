import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { spokenDigitsCountsExample } from '#catalog/examples/spokenDigits.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createHeadlessRun } from '../../../scripts/headless/createHeadlessRun.ts';
import { testRun, toyExperiment } from './testRun.ts';

const toy = toyExperiment();

function encodedBy(id: string, params: ParamValues = {}, experiment = toy): Experiment {
  const { params: specs } = entryOf(catalog.encoders, id);
  return { ...experiment, encoder: { id, params: withDefaults(specs, params) } };
}

const inputSize = (experiment: Experiment): number =>
  analyseNetwork(experiment, catalog).plan[0]?.output.reduce((a, b) => a * b) ?? 0;

const usable = catalog.encoders.filter(({ needsSpikes }) => needsSpikes !== true);

describe.each(usable)('training with the encoder $id', ({ id }) => {
  it('runs, and shows as many inputs as the network has', async () => {
    const experiment = { ...encodedBy(id), simulation: { steps: 30, dtMs: 1 } };
    const run = testRun(engineAssets);
    await run.load(experiment, 'wasm');
    const { metrics } = await run.train({ updates: 2 });
    expect(metrics.update).toBe(2);
    expect(Number.isFinite(metrics.trainLoss)).toBe(true);
    const [input] = (await run.spikes('test', 0)).layers;
    expect(input?.size).toBe(inputSize(experiment));
    await run.dispose();
  });
});

it.each([
  ['population', { fields: 5 }, 20],
  ['levelCrossing', {}, 8],
  ['levelCrossing', { polarity: 'rising' }, 4],
  ['spikeTime', { bias: true }, 5],
  ['poisson', { rowsInTime: true }, 1],
] as const)('%s with %j has %d inputs of four values', (id, params, expected) => {
  expect(inputSize(encodedBy(id, params))).toBe(expected);
});

it('starts again where the number of inputs changes, and goes on where it does not', async () => {
  const run = testRun(engineAssets);
  await run.load(encodedBy('population', { fields: 6 }), 'wasm');
  await run.train({ updates: 1 });
  expect(await run.applyLive(encodedBy('population', { fields: 6, sharpness: 2 }))).toBe(true);
  expect(await run.applyLive(encodedBy('population', { fields: 7 }))).toBe(false);
  await run.dispose();
});

it('learns by spike counts from rows in time', async () => {
  const { network, ...rest } = spokenDigitsCountsExample.experiment;
  const layers = network.layers.map((layer) =>
    layer.id === 'hidden' ? { ...layer, params: { ...layer.params, units: 20 } } : layer,
  );
  const digits = {
    ...rest,
    network: { ...network, layers },
    dataset: { id: 'digits', params: { split: 'shuffled500' } },
  };
  const params = { peakRate: 0.5, rowsInTime: true };
  for (const experiment of [digits, encodedBy('poisson', params, digits)]) {
    const run = createHeadlessRun();
    await run.load(experiment, 'wasm');
    await run.train({ updates: 3 });
    const [input] = (await run.spikes('test', 0)).layers;
    expect(input?.size).toBe(inputSize(experiment));
    expect(input?.neurons.length).toBeGreaterThan(0);
    await run.dispose();
  }
});
