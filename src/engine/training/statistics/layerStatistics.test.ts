import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import type { ProbeRequest } from '#protocol/training.ts';
import { collectFrames, testRun, toyExperiment, trainedValues } from '../testRun.ts';
import type { TrainingRun } from '../run.ts';

const yinYang = examples.find(({ id }) => id === 'yin-yang')!.experiment;
const byRule = catalog.rules.map(({ id }): [string, Experiment] => [
  id,
  switchRule(yinYang, id, catalog).experiment,
]);

const NOTHING_ELSE: ProbeRequest = {
  ...{ sampleIndex: 0, layerId: '', neurons: [], weightsFrom: null, decisionGrid: 0 },
  split: 'test',
};

/** 32 of the 5,000 training samples. */
const sampleAt = (i: number): number => Math.floor((i * 5000) / 32);

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

async function statisticsOf(run: TrainingRun): Promise<StatisticsReport> {
  const { frames } = collectFrames(run);
  await run.probe({ ...NOTHING_ELSE, statistics: true });
  const found = frames.at(-1)?.statistics;
  if (found === null || found === undefined) throw new Error('no statistics came');
  return found;
}

describe('statistics of layers', () => {
  it.each(byRule)('count what %s does, and change nothing', async (_id, document) => {
    const run = await loaded(document);
    await run.train({ updates: 3 });
    const before = await trainedValues(run);
    const report = await statisticsOf(run);
    expect(await trainedValues(run)).toEqual(before);
    expect(report.update).toBe(3);
    expect(report.samples).toBeGreaterThanOrEqual(4);
    const hidden = report.layers[0]!;
    const { activity } = hidden;
    expect(activity).not.toBeNull();
    const spikes = new Uint32Array(hidden.size);
    for (let i = 0; i < report.samples; i++) {
      const record = await run.spikes('train', sampleAt(i));
      const own = record.layers.find(({ id }) => id === hidden.id)!;
      for (const neuron of own.neurons) spikes[neuron]!++;
    }
    const silent = [...spikes].filter((count) => count === 0).length;
    expect(activity!.silent.count).toBe(silent);
    const { steps, dtMs } = document.simulation;
    const meanHz =
      spikes.reduce((sum, count) => sum + count, 0) /
      (spikes.length * report.samples * steps * dtMs * 0.001);
    if (activity!.quantity === 'rate') expect(activity!.mean).toBeCloseTo(meanHz, 6);
    else {
      expect(activity!.saturated).toBeNull();
      expect(meanHz * steps * dtMs).toBeLessThanOrEqual(1000);
    }
    const counted = activity!.histogram.counts.reduce((sum, count) => sum + count, 0);
    expect(counted + activity!.histogram.apart).toBe(hidden.size);
    await run.dispose();
  });

  it.each(byRule)('give the gradients that %s trains with', async (_id, document) => {
    const run = await loaded(document);
    await run.train({ updates: 2 });
    const report = await statisticsOf(run);
    const indices = Array.from({ length: report.gradientSamples }, (_, i) => sampleAt(i));
    const { gradients } = await run.gradients({ split: 'train', indices, weights: null });
    for (const { id: layerId, weights } of report.layers) {
      const own = gradients.filter((gradient) => gradient.id.split('/')[0] === layerId);
      const values = own.flatMap((gradient) => [...gradient.values]);
      expect(weights!.count).toBe(values.length);
      expect(weights!.gradientNorm).toBeCloseTo(Math.hypot(...values), 9);
      expect(weights!.gradients.apart).toBe(values.filter((value) => value === 0).length);
    }
    expect(report.layers.some(({ weights }) => weights!.gradientNorm > 0)).toBe(report.hasGradient);
    // Exact first-spike times may bump the weights of silent neurons in place of a step.
    if (document.rule.id !== 'fast-and-deep') expect(report.hasGradient).toBe(true);
    await run.dispose();
  });

  it.each(byRule)('do not change what %s learns', async (_id, document) => {
    const [watched, alone] = [await loaded(document), await loaded(document)];
    const { frames } = collectFrames(watched);
    await watched.probe({ ...NOTHING_ELSE, statistics: true });
    for (let i = 0; i < 6; i++) await watched.train({ updates: 1 });
    await alone.train({ updates: 6 });
    expect(frames.filter(({ statistics }) => statistics !== null).length).toBeGreaterThan(5);
    expect(await trainedValues(watched)).toEqual(await trainedValues(alone));
    await Promise.all([watched.dispose(), alone.dispose()]);
  });

  it('names neurons that stay silent', async () => {
    const run = await loaded(toyExperiment());
    const { layers } = toyExperiment().network;
    const dead = layers.map((layer) =>
      layer.id === 'hidden'
        ? {
            ...layer,
            neuron: { ...layer.neuron!, params: { ...layer.neuron!.params, threshold: 100 } },
          }
        : layer,
    );
    await run.applyLive({
      ...toyExperiment(),
      network: { ...toyExperiment().network, layers: dead },
    });
    const silent = (await statisticsOf(run)).layers.find(({ id }) => id === 'hidden')!.activity!;
    expect(silent.silent.count).toBe(12);
    expect([...silent.silent.neurons]).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(silent.spiking).toBe(0);
    await run.dispose();
  });

  it('come once for the same weights and settings', async () => {
    const run = await loaded(toyExperiment());
    const { frames } = collectFrames(run);
    await run.probe({ ...NOTHING_ELSE, statistics: true });
    await run.probe({ ...NOTHING_ELSE, sampleIndex: 1, statistics: true });
    expect(frames.filter(({ statistics }) => statistics !== null)).toHaveLength(1);
    await run.train({ updates: 1 });
    expect(frames.at(-1)!.statistics?.update).toBe(1);
    await run.dispose();
  });
});
