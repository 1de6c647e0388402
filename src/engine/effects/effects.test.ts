import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Chosen, Experiment } from '#model/experiment.ts';
import { effectRefusal } from '#model/network/supports.ts';
import { withDefaults } from '#model/params.ts';
import { packContainer, readContainer } from '#protocol/container.ts';
import type { TrainingRun } from '../training/run.ts';
import { testRun, toyExperiment, trainedValues } from '../training/testRun.ts';

const effect = (id: string, params: Chosen['params'] = {}): Chosen => ({
  id,
  params: withDefaults(entryOf(catalog.effects, id).params, params),
});
const on = (experiment: Experiment, list: readonly Chosen[], training = false): Experiment => ({
  ...experiment,
  effects: { training, seed: 3, list },
});
const byRule = catalog.rules.map(({ id }): [string, Experiment] => [
  id,
  lively(switchRule(toyExperiment({ batchSize: 5 }), id, catalog).experiment),
]);

/** So strong weights that neurons fire; steps that are made of gradients alone. */
function lively({ rule, network, ...rest }: Experiment): Experiment {
  const alone: Record<string, Chosen['params']> = {
    'fast-and-deep': { hiddenMissing: 1, outputMissing: 1 },
    'st-rsbp': { weightPull: 0 },
  };
  const layers = network.layers.map((layer) => {
    const { neuron } = layer;
    if (rule.id === 'coarse-scale') return { ...layer, params: { ...layer.params, initGain: 8 } };
    if (rule.id !== 'fast-and-deep' || neuron === undefined) return layer;
    return { ...layer, neuron: { ...neuron, params: { ...neuron.params, threshold: 0.2 } } };
  });
  return {
    ...rest,
    rule: { ...rule, params: { ...rule.params, ...alone[rule.id] } },
    network: { ...network, layers },
  };
}

/** Those of `ids` that the rule of a document can compute. */
const possible = (experiment: Experiment, ids: readonly Chosen[]): Chosen[] =>
  ids.filter(
    ({ id }) => effectRefusal(entryOf(catalog.rules, experiment.rule.id), id, experiment) === null,
  );

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

const WEIGHTS = [effect('weightRange', { limit: 0.7 }), effect('weightResolution', { bits: 3 })];

/** Plainly: cut off at 0.7, then the nearest of the multiples of 0.1. */
function plainWeight(value: number): number {
  const cut = Math.max(-0.7, Math.min(0.7, value));
  const step = 0.7 / 7;
  return Math.round(cut / step) * step;
}

/** A checkpoint with other weights; moments and counters as they are. */
async function withWeights(
  run: TrainingRun,
  change: (value: number) => number,
): Promise<ArrayBuffer> {
  const { meta, sections } = readContainer(await run.checkpoint());
  const changed = [...sections].map(([name, values]) => [
    name,
    name.startsWith('w:') && (values instanceof Float32Array || values instanceof Float64Array)
      ? values.map(change)
      : values,
  ]);
  return packContainer(meta, Object.fromEntries(changed));
}

describe.each(byRule)('with %s', (_id, ideal) => {
  it('an effect of no strength leaves every number as it was', async () => {
    const none = catalog.effects.flatMap(({ id, strength, neutral }) =>
      neutral === undefined ? [] : [effect(id, { [strength]: neutral })],
    );
    // A range that no weight reaches does nothing either.
    const list = possible(ideal, [...none, effect('weightRange', { limit: 1000 })]);
    const [plain, same] = [await loaded(ideal), await loaded(on(ideal, list, true))];
    for (const run of [plain, same]) await run.train({ updates: 4 });
    expect(await trainedValues(same)).toEqual(await trainedValues(plain));
    expect(await same.evaluate('test')).toEqual(await plain.evaluate('test'));
    expect(await same.spikes('test', 1)).toEqual(await plain.spikes('test', 1));
    for (const run of [plain, same]) await run.dispose();
  });

  it('evaluation meets limited and rounded weights, training alone does not', async () => {
    const [plain, chip] = [await loaded(ideal), await loaded(on(ideal, WEIGHTS))];
    for (const run of [plain, chip]) await run.train({ updates: 3 });
    const trained = await trainedValues(chip);
    expect(trained).toEqual(await trainedValues(plain));
    const exact = await plain.evaluate('test');
    const limited = await chip.evaluate('test');
    expect(limited.loss).not.toBe(exact.loss);
    expect(await trainedValues(chip)).toEqual(trained);
    await plain.restore(await withWeights(plain, plainWeight));
    expect((await plain.evaluate('test')).loss).toBeCloseTo(limited.loss, 5);
    for (const run of [plain, chip]) await run.dispose();
  });

  it('training on them has the gradients of the rounded weights and steps the exact ones', async () => {
    const [plain, chip] = [await loaded(ideal), await loaded(on(ideal, WEIGHTS, true))];
    const indices = [0, 1, 2, 3, 4];
    const start = await trainedValues(chip);
    const weights = new Map(
      Object.entries(start)
        .filter(([name]) => name.startsWith('w:'))
        .map(([name, values]) => [name.slice(2), Float64Array.from(values, plainWeight)]),
    );
    const here = await chip.gradients({ split: 'train', indices, weights: null });
    const there = await plain.gradients({ split: 'train', indices, weights });
    let largest = 0;
    here.gradients.forEach(({ id, values }, p) => {
      const other = there.gradients[p]!;
      expect(other.id).toBe(id);
      values.forEach((value, i) => {
        largest = Math.max(largest, Math.abs(value));
        expect(Math.abs(value - other.values[i]!)).toBeLessThan(2e-6 + 1e-4 * Math.abs(value));
      });
    });
    expect(largest).toBeGreaterThan(0);
    await chip.train({ updates: 2 });
    const exact = Object.entries(await trainedValues(chip)).flatMap(([name, values]) =>
      name.startsWith('w:') ? values : [],
    );
    expect(exact.some((value) => Math.abs(value - plainWeight(value)) > 1e-3)).toBe(true);
    for (const run of [plain, chip]) await run.dispose();
  });

  it('noise is that of the substrate: the same again, another with another seed', async () => {
    const list = possible(ideal, [
      effect('timeConstantSpread', { spread: 0.4 }),
      effect('thresholdSpread', { spread: 0.4 }),
      effect('spikeJitter', { jitterMs: 3 }),
      effect('lostSpikes', { share: 0.3 }),
    ]);
    if (list.length === 0) return;
    const noisy = on(ideal, list, true);
    const run = await loaded(noisy);
    await run.train({ updates: 2 });
    const before = await run.evaluate('test');
    expect(await run.evaluate('test')).toEqual(before);
    expect(await run.applyLive(on({ ...noisy }, list, true))).toBe(true);
    expect(await run.evaluate('test')).toEqual(before);
    const other = { ...noisy, effects: { ...noisy.effects!, seed: 4 } };
    expect(await run.applyLive(other)).toBe(true);
    expect((await run.evaluate('test')).loss).not.toBe(before.loss);
    expect(await run.applyLive(ideal)).toBe(true);
    const { loss } = await run.evaluate('test');
    // Each of them by itself is met, and gone without it.
    for (const own of list) {
      expect(await run.applyLive(on(ideal, [own]))).toBe(true);
      expect((await run.evaluate('test')).loss, own.id).not.toBe(loss);
    }
    expect(await run.applyLive(ideal)).toBe(true);
    expect((await run.evaluate('test')).loss).toBe(loss);
    await run.dispose();
  });
});
