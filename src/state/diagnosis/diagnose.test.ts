/** Each diagnosis is provoked by an experiment made for it, and gone after its mend. */
import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { datasetOf } from '#model/catalog.ts';
import { changeLayer } from '#model/edit/parts.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { errorCode } from '#protocol/errors.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import type { TrainingRun } from '#engine/training/run.ts';
import { collectFrames, testRun, toyExperiment } from '#engine/training/testRun.ts';
import type { Diagnosis } from './diagnose.ts';
import { diagnose, NOT_A_NUMBER } from './diagnose.ts';
import { mendOf } from './mends.ts';

const STATISTICS = {
  ...{ split: 'test' as const, sampleIndex: 0, layerId: '', neurons: [] },
  ...{ weightsFrom: null, decisionGrid: 0, statistics: true },
};

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  // A clock that stands still leaves no statistics short of samples.
  const run = testRun(engineAssets, () => 0);
  await run.load(experiment, 'wasm');
  return run;
}

/** What is said after some updates, from three reports an update apart. */
async function found(
  run: TrainingRun,
  experiment: Experiment,
  updates: number,
): Promise<readonly Diagnosis[]> {
  const reports: StatisticsReport[] = [];
  const { frames } = collectFrames(run);
  for (let i = 0; i < 3; i++) {
    await run.train({ updates: i === 0 ? updates : 1 });
    await run.probe(STATISTICS);
    const latest = frames.findLast(({ statistics }) => statistics !== null)?.statistics;
    if (latest !== null && latest !== undefined) reports.push(latest);
  }
  expect(reports).toHaveLength(3);
  return diagnose(reports, {
    readoutId: 'readout',
    classes: datasetOf(catalog, experiment.dataset.id).classes,
    batchSize: experiment.batchSize,
  });
}

interface Changes {
  readonly params?: ParamValues;
  readonly neuron?: ParamValues;
  readonly rule?: ParamValues;
}

/** The toy experiment with another hidden layer or rule. */
function toyWith({ params = {}, neuron = {}, rule = {} }: Changes, recurrent = false): Experiment {
  const toy = toyExperiment({ recurrent, seed: 3 });
  const changed = changeLayer(toy, 'hidden', (layer) => ({
    ...layer,
    params: { ...layer.params, ...params },
    neuron: { id: 'lif', params: { ...layer.neuron!.params, ...neuron } },
  }));
  return { ...changed, rule: { ...changed.rule, params: { ...changed.rule.params, ...rule } } };
}

const runaway = toyWith({ params: { initGain: 300 }, rule: { slope: 0.01 } }, true);
const atRate = (experiment: Experiment, id: string, learningRate: number): Experiment => ({
  ...experiment,
  optimiser: {
    ...toyExperiment({ optimiser: { id, params: {} } }).optimiser,
    params: { ...toyExperiment({ optimiser: { id, params: {} } }).optimiser.params, learningRate },
  },
});

const provoked: readonly (readonly [
  kind: Diagnosis['kind'],
  layerId: string,
  experiment: Experiment,
  updates: number,
])[] = [
  ['silent', 'hidden', toyWith({ neuron: { threshold: 24 } }), 20],
  [
    'saturated',
    'hidden',
    toyWith({ params: { initMean: 6, initGain: 0.5 }, neuron: { threshold: 0.2 } }),
    5,
  ],
  ['exploding', 'hidden', runaway, 20],
  ['vanishing', 'hidden', toyWith({ rule: { surrogate: 'straightThrough', window: 0.001 } }), 5],
  ['neverPredicted', 'readout', atRate(toyExperiment({ seed: 3 }), 'adam', 1e-7), 100],
];

describe('what is wrong', () => {
  it.each(provoked)(
    '%s in %s is named, and its mend removes it',
    async (kind, layerId, given, updates) => {
      const run = await loaded(given);
      const before = await found(run, given, updates);
      const own = before.find((other) => other.kind === kind && other.layerId === layerId);
      expect(own, JSON.stringify(before)).toBeDefined();
      const mend = mendOf(own!, given, catalog)!;
      expect(mend.label).toMatch(/^[A-Z].*[^.]$/);
      const mended = mend.apply(given);
      if (!(await run.applyLive(mended))) await run.load(mended, 'wasm');
      else if (mend.restarts) await run.reset();
      const after = await found(run, mended, 150);
      expect(after.filter((other) => other.kind === kind)).toEqual([]);
      await run.dispose();
    },
  );

  it('a loss that is no number ends the training; calmer steps go on', async () => {
    const wild = toyExperiment({
      optimiser: { id: 'sgd', params: { learningRate: 1000, weightDecay: 10 } },
    });
    const run = await loaded(wild);
    const failure = await run.train({ updates: 60 }).catch((error: unknown) => error);
    expect(errorCode(failure)).toBe('NotANumber');
    const mended = mendOf(NOT_A_NUMBER, wild, catalog)!.apply(wild);
    expect(mended.optimiser.clipNorm).toBe(1);
    expect(await run.applyLive(mended)).toBe(true);
    await run.reset();
    expect((await run.train({ updates: 60 })).metrics.trainLoss).toBeLessThan(Infinity);
    await run.dispose();
  });
});

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;

it.each(catalog.rules.map(({ id }) => id))('nothing is wrong with Yin-Yang by %s', async (id) => {
  const { experiment } = switchRule(yinYang, id, catalog);
  const run = await loaded(experiment);
  expect(await found(run, experiment, 60)).toEqual([]);
  await run.dispose();
});
