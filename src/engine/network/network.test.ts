import { beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { methodOf } from '../methods/index.ts';
import { createStepsLearner } from '../training/stepsLearner.ts';
import { useBackend } from '../backends.ts';
import { BORDERLINE, GRADIENT } from '../tolerances.ts';
import { gradientCases } from './reference/cases.ts';
import { activityOfPass, engineGradient, relativeError } from './reference/engineGradient.ts';
import { referenceGradient } from './reference/referenceGradient.ts';
import { setUp } from './reference/setUp.ts';
import { kindsWithoutRuntime } from './runtimes.ts';

beforeAll(() => useBackend('wasm', engineAssets));

describe('gradient cases', () => {
  it('hold every layer kind, neuron and surrogate', () => {
    const layers = gradientCases.flatMap((given) => setUp(given).experiment.network.layers);
    expect(new Set(layers.map(({ kind }) => kind))).toEqual(
      new Set(catalog.layers.map((e) => e.id)),
    );
    const neurons = layers.flatMap(({ neuron }) => neuron?.id ?? []);
    // Rules that bring a learner of their own have gradient tests beside it.
    const inSteps = catalog.rules
      .filter(({ id }) => methodOf(id).create === createStepsLearner)
      .flatMap(({ supports }) => [supports.neurons, supports.readoutNeurons].flat());
    expect(new Set(neurons)).toEqual(new Set(inSteps));
    const codes = gradientCases.map((given) => setUp(given).settings.surrogate.code);
    expect(new Set(codes)).toEqual(new Set(catalog.surrogates.map((e) => e.kernelCode)));
  });

  it.each(gradientCases)('is not empty: $name', (given) => {
    const problem = setUp(given);
    const layers = activityOfPass(problem, referenceGradient(problem, false).pass);
    expect(layers.length).toBeGreaterThan(0);
    for (const { layerId, spikes, silent, nearest } of layers) {
      expect(spikes, `${layerId} fires`).toBeGreaterThan(2);
      expect(silent, `${layerId} is silent somewhere`).toBeGreaterThan(0);
      expect(nearest, `${layerId} is clear of its threshold`).toBeGreaterThan(BORDERLINE);
    }
  });
});

describe('engine on WASM against float64', () => {
  it.each(gradientCases)('$name', async (given) => {
    const problem = setUp(given);
    const { gradients, loss, pass } = referenceGradient(problem, false);
    const engine = await engineGradient(problem, given.input === 'static');
    expect(engine.loss).toBeCloseTo(loss, 5);
    expect(engine.spikes.size).toBeGreaterThan(0);
    for (const [id, spikes] of engine.spikes) {
      expect([...spikes], id).toEqual([...pass.get(id)!.output]);
    }
    for (const [id, want] of gradients) {
      expect(Math.max(...want.map(Math.abs)), `${id} learns`).toBeGreaterThan(1e-4);
      expect(relativeError(engine.gradients.get(id)!, want), id).toBeLessThan(GRADIENT.wasm);
    }
  });

  it('gives the same for a constant input repeated at every step', async () => {
    const given = gradientCases[0]!;
    const problem = setUp(given);
    const once = await engineGradient(problem, true);
    const repeated = await engineGradient(problem, false);
    for (const [id, want] of once.gradients) {
      expect(relativeError(repeated.gradients.get(id)!, want), id).toBeLessThan(GRADIENT.wasm);
    }
  });
});

it('has code for every layer kind of the catalog but the input', () => {
  expect(kindsWithoutRuntime).toEqual(['input']);
});
