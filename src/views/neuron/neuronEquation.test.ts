import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { collectFrames, testRun, toyExperiment } from '#engine/training/testRun.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import { equationOf } from '#model/equation.ts';
import type { Experiment } from '#model/experiment.ts';
import type { Frame } from '#protocol/frame.ts';
import type { Activity } from '#state/frames/parts.ts';
import { firesAt, neuronEquation } from './neuronEquation.ts';
import { focusTraces, neuronTrace, restingStep } from './neuronTrace.ts';

const NEURONS = [0, 1, 2, 3, 4, 5, 6, 7];

async function activityOf(experiment: Experiment, layerId: string): Promise<Activity> {
  const run = testRun(engineAssets);
  const { frames } = collectFrames(run);
  await run.load(experiment, 'wasm');
  const neurons = layerId === 'readout' ? [0, 1] : NEURONS;
  const request = { split: 'test', sampleIndex: 2, layerId, neurons } as const;
  await run.probe({ ...request, weightsFrom: null, decisionGrid: 0 });
  const last = frames.findLast((frame: Frame) => frame.traces !== null);
  await run.dispose();
  if (last === undefined || last.sample === null) throw new Error('no frame with traces');
  return { sample: last.sample, layers: last.layers, traces: last.traces };
}

function under(ruleId: string): Experiment {
  const toy = toyExperiment({ encoder: 'poisson', recurrent: false });
  const longer = { ...toy, simulation: { ...toy.simulation, steps: 30 } };
  const { experiment } = switchRule(longer, ruleId, catalog);
  // Strong weights, so that neurons fire.
  const layers = experiment.network.layers.map((layer) =>
    layer.id === 'hidden'
      ? { ...layer, params: { ...layer.params, initGain: 4, initMean: 1 } }
      : layer,
  );
  return { ...experiment, network: { ...experiment.network, layers } };
}

describe.each(catalog.rules.map(({ id }) => id))('%s', (ruleId) => {
  it.each(['hidden', 'readout'])('balances at every step of the %s', async (layerId) => {
    const experiment = under(ruleId);
    const activity = await activityOf(experiment, layerId);
    let [checked, fired] = [0, 0];
    for (const neuron of activity.traces?.neurons ?? []) {
      const trace = neuronTrace(activity, { layerId, neuron }, experiment);
      if (trace === null) throw new Error('a trace expected');
      for (let step = 0; step < trace.steps; step++) {
        const equation = neuronEquation(trace, step);
        if (equation === null) throw new Error(`no equation for ${trace.neuron.id}`);
        const { left, right, parts } = equation;
        expect(Math.abs(left - right), `${ruleId} neuron ${neuron} step ${step}`).toBeLessThan(
          1e-4 * Math.max(1, Math.abs(left)),
        );
        checked++;
        if (firesAt(trace, step)) fired++;
        expect(equationOf(parts).numbers).not.toMatch(/NaN|undefined/);
      }
      const resting = restingStep(trace);
      if (trace.spikes.length > 0) expect(firesAt(trace, resting)).toBe(true);
      const data = focusTraces(activity, { layerId, neuron }, experiment);
      expect(data?.traces.map(({ quantity }) => quantity)).toEqual(['current', 'membrane']);
    }
    expect(checked).toBeGreaterThan(10);
    if (layerId === 'hidden') expect(fired).toBeGreaterThan(0);
  });
});

it.each(['subtract', 'zero', 'none'])(
  'balances with reset %s, a filter and a refractory period',
  async (reset) => {
    const toy = under('surrogate');
    const params = { tauMemMs: 10, threshold: 1, reset, tauSynMs: 4, refractorySteps: 2 };
    const layers = toy.network.layers.map((layer) =>
      layer.id === 'hidden' && layer.neuron !== undefined
        ? { ...layer, neuron: { ...layer.neuron, params: { ...layer.neuron.params, ...params } } }
        : layer,
    );
    const experiment = { ...toy, network: { ...toy.network, layers } };
    const activity = await activityOf(experiment, 'hidden');
    let fired = 0;
    for (const neuron of NEURONS) {
      const trace = neuronTrace(activity, { layerId: 'hidden', neuron }, experiment);
      if (trace === null) throw new Error('a trace expected');
      fired += trace.spikes.length;
      for (let step = 0; step < trace.steps; step++) {
        const { left = NaN, right = NaN } = neuronEquation(trace, step) ?? {};
        expect(Math.abs(left - right), `neuron ${neuron} step ${step}`).toBeLessThan(1e-4);
      }
    }
    expect(fired).toBeGreaterThan(5);
  },
);

it('tells how fast the membrane rises between spikes of continuous time', async () => {
  const experiment = under('bats');
  const activity = await activityOf(experiment, 'hidden');
  const input = activity.layers[0];
  let compared = 0;
  for (const neuron of NEURONS) {
    const trace = neuronTrace(activity, { layerId: 'hidden', neuron }, experiment);
    if (trace === null) throw new Error('a trace expected');
    const { membrane, dtMs, steps, spikes } = trace;
    for (let step = 1; step < steps - 1; step++) {
      const isNear = (time: number): boolean => Math.abs(time - step) < 1.5;
      if (spikes.some(isNear) || Array.from(input?.times ?? []).some(isNear)) continue;
      const numeric = ((membrane[step + 1] ?? 0) - (membrane[step - 1] ?? 0)) / (2 * dtMs);
      const { left = NaN } = neuronEquation(trace, step) ?? {};
      expect(Math.abs(left - numeric)).toBeLessThan(0.02 * Math.max(Math.abs(numeric), 0.01));
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(10);
});
