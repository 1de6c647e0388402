import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { catalog } from '#catalog/index.ts';
import { yinYangExample } from '#catalog/examples/yinYang.ts';
import { datasetOf } from '#model/catalog.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import { gatherValues } from '../data/batch.ts';
import { createDatasetCache } from '../data/loadDataset.ts';
import type { TrainingRun } from './run.ts';
import { testRun } from './testRun.ts';

let run: TrainingRun;
let first: Float32Array;

beforeAll(async () => {
  run = testRun(engineAssets);
  const { test } = await createDatasetCache(nodeDatasetIo()).load(
    datasetOf(catalog, 'yinYang'),
    {},
    1,
  );
  first = gatherValues(test, [0]);
});
afterAll(() => run.dispose());

it.each(catalog.rules.map(({ id }) => id))(
  '%s answers values of no data set as it answers the sample they are of',
  async (ruleId) => {
    const { experiment } = switchRule(yinYangExample.experiment, ruleId, catalog);
    await run.load(experiment, 'wasm');
    // Untrained, a network may stay silent.
    await run.train({ updates: 150 });
    const readout = experiment.network.layers.at(-1)!.id;
    const asked = { layerId: readout, neurons: [0, 1] };
    const answer = await run.answer({ values: first, ...asked });
    const known = await run.spikes('test', 0);
    expect(answer.layers.map(({ neurons, times }) => [[...neurons], [...times]])).toEqual(
      known.layers.map(({ neurons, times }) => [[...neurons], [...times]]),
    );
    expect(answer.layers.some(({ neurons }) => neurons.length > 0)).toBe(true);
    expect([answer.steps, answer.dtMs, answer.update]).toEqual([known.steps, known.dtMs, 150]);
    expect(answer.probabilities).toHaveLength(3);
    expect(answer.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(answer.traces?.neurons).toEqual([0, 1]);

    const mirrored = Float32Array.from(first, (value) => 1 - value);
    const other = await run.answer({ values: mirrored, ...asked });
    expect([...other.probabilities]).not.toEqual([...answer.probabilities]);
    // Looking changes nothing.
    expect(await run.answer({ values: first, ...asked })).toEqual(answer);
  },
  60_000,
);

it('refuses a sample of another size', async () => {
  await run.load(yinYangExample.experiment, 'wasm');
  const request = { values: new Float32Array(784), layerId: '', neurons: [] };
  await expect(run.answer(request)).rejects.toThrow('got 784 values, expected 4');
});
