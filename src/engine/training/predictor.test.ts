import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import type { PredictionPart } from '#protocol/prediction.ts';
import type { EvaluatedSplit } from '#protocol/training.ts';
import { collectFrames, testRun, toyExperiment, trainedValues } from './testRun.ts';
import type { TrainingRun } from './run.ts';

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const byRule = catalog.rules.map(({ id }): [string, Experiment] => {
  const { dataset } = yinYang;
  const small = { ...dataset, params: { ...dataset.params, nTrain: 300, nTest: 230 } };
  return [id, switchRule({ ...yinYang, dataset: small }, id, catalog).experiment];
});

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

async function partsOf(
  run: TrainingRun,
  split: EvaluatedSplit,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<PredictionPart[]> {
  const parts: PredictionPart[] = [];
  for (let from = 0, total = 1; from < total;) {
    const part = await run.predict({ split, from });
    parts.push(part);
    from += part.labels.length;
    ({ total } = part);
    await between();
  }
  return parts;
}

const rightOf = (parts: readonly PredictionPart[]): number =>
  parts.reduce(
    (sum, { labels, answers }) =>
      sum + labels.reduce((n, own, i) => n + Number(own === answers[i]), 0),
    0,
  );

describe('answers to a whole split', () => {
  it.each(byRule)('are right as often as %s is evaluated', async (id, document) => {
    const run = await loaded(document);
    await run.train({ updates: 6 });
    const { accuracy } = await run.evaluate('test');
    const parts = await partsOf(run, 'test');
    const total = parts[0]!.total;
    expect(parts.reduce((sum, { labels }) => sum + labels.length, 0)).toBe(total);
    expect(rightOf(parts)).toBe(Math.round(accuracy * total));
    const { steps } = document.simulation;
    for (const { answers, confidences, decisionSteps } of parts) {
      answers.forEach((answer, i) => {
        if (answer < 0) expect([confidences[i], decisionSteps[i]]).toEqual([0, NaN]);
        else expect(confidences[i]).toBeGreaterThanOrEqual(1 / 3 - 1e-6);
        if (!Number.isNaN(decisionSteps[i])) expect(decisionSteps[i]).toBeLessThanOrEqual(steps);
      });
    }
    const decided = parts
      .flatMap(({ decisionSteps }) => [...decisionSteps])
      .filter(Number.isFinite);
    if (id === 'soft-lif') expect(decided).toEqual([]);
    await run.dispose();
  });

  it.each(byRule.filter(([id]) => id !== 'soft-lif'))(
    'decide when the shown sample and the comparison say that %s does',
    async (_id, document) => {
      const run = await loaded(document);
      await run.train({ updates: 6 });
      const [part] = await partsOf(run, 'test');
      const { frames } = collectFrames(run);
      for (let index = 0; index < 12; index++) {
        await run.probe({
          ...{ split: 'test', sampleIndex: index, layerId: '', neurons: [] },
          ...{ weightsFrom: null, decisionGrid: 0, output: true },
        });
        const output = frames.at(-1)!.output!;
        const step = part!.decisionSteps[index]!;
        expect(output.index).toBe(index);
        if (part!.answers[index]! >= 0) expect(output.prediction).toBe(part!.answers[index]);
        if (Number.isNaN(step)) expect(output.decisionMs).toBeNull();
        else expect(output.decisionMs).toBeCloseTo(step * document.simulation.dtMs, 4);
      }
      const { decisionMs, decided } = await run.measure({ samples: 12 });
      const steps = [...part!.decisionSteps.subarray(0, 12)].filter(Number.isFinite);
      expect(decided).toBeCloseTo(steps.length / 12, 9);
      if (steps.length > 0) {
        const mean = steps.reduce((sum, own) => sum + own, 0) / steps.length;
        expect(decisionMs).toBeCloseTo(mean * document.simulation.dtMs, 3);
      }
      await run.dispose();
    },
  );

  it('stay with the weights of the first batch while training goes on', async () => {
    const document = byRule[0]![1];
    const run = await loaded(document);
    await run.train({ updates: 4 });
    const alone = await partsOf(run, 'test');
    const between = await partsOf(run, 'test', () => run.train({ updates: 1 }));
    expect(between.length).toBeGreaterThan(2);
    expect(between).toEqual(alone);
    const straight = await loaded(document);
    await straight.train({ updates: 4 + between.length });
    expect(await trainedValues(run)).toEqual(await trainedValues(straight));
    await Promise.all([run.dispose(), straight.dispose()]);
  });

  it('cover the samples held back, where views can find them', async () => {
    const run = await loaded(toyExperiment({ stopping: { epochs: 0, validation: true } }));
    await run.train({ updates: 3 });
    const { accuracy } = await run.evaluate('validation');
    const parts = await partsOf(run, 'validation');
    const { total, firstIndex } = parts[0]!;
    expect([total, firstIndex]).toEqual([10, 50]);
    expect(rightOf(parts)).toBe(Math.round(accuracy * total));
    const record = await run.spikes('train', firstIndex + 3);
    expect(record.label).toBe(parts[0]!.labels[3]);
    expect(record.prediction).toBe(parts[0]!.answers[3]);
    await run.dispose();
  });

  it('end where the run was replaced in between', async () => {
    const run = await loaded(byRule[0]![1]);
    await run.predict({ split: 'test', from: 0 });
    await run.reset();
    await expect(run.predict({ split: 'test', from: 100 })).rejects.toMatchObject({
      name: 'NothingLoaded',
    });
    await run.dispose();
  });
});
