/** Neurons that differ, against plain float64 simulations in which each has its own constants. */
import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import { catalog } from '#catalog/index.ts';
import { switchRule } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { numberParam } from '#model/params.ts';
import type { ProbeRequest, SpikeRecord } from '#protocol/training.ts';
import { planBats } from '../methods/bats/plan.ts';
import { fire } from '../methods/bats/referenceLayer.ts';
import { planFirstSpikes } from '../methods/fast-and-deep/plan.ts';
import { firstSpikeTimes } from '../methods/fast-and-deep/reference/spikeTimes.ts';
import { planDocument } from '../methods/st-rsbp/plan.ts';
import { simulateLayer } from '../methods/st-rsbp/reference/neuron.ts';
import { collectFrames, testRun, toyExperiment, trainedValues } from '../training/testRun.ts';
import { activeEffects } from './activeEffects.ts';

const UNITS = 12;
const SAMPLES = 6;
const SHOWN: Omit<ProbeRequest, 'sampleIndex'> = {
  ...{ split: 'test' as const, layerId: '', neurons: [] },
  ...{ weightsFrom: null, decisionGrid: 0 },
};

function experimentOf(ruleId: string, effectId: string): Experiment {
  const { experiment } = switchRule(toyExperiment(), ruleId, catalog);
  const effects = { training: false, seed: 5, list: [{ id: effectId, params: { spread: 0.3 } }] };
  return { ...experiment, effects };
}

interface Given {
  readonly experiment: Experiment;
  /** `[inputs, UNITS]`, the bias behind them if there is one. */
  readonly weights: readonly number[];
  readonly bias: readonly number[] | null;
  readonly factors: Float64Array;
  readonly records: readonly SpikeRecord[];
}

async function given(ruleId: string): Promise<Given> {
  const experiment = experimentOf(ruleId, 'thresholdSpread');
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  const values = await trainedValues(run);
  const weights = Object.entries(values).find(([name]) => name.startsWith('w:hidden/weights'))![1];
  const records: SpikeRecord[] = [];
  for (let i = 0; i < SAMPLES; i++) records.push(await run.spikes('test', i));
  await run.dispose();
  const factors = activeEffects(experiment, 'evaluation')!.factors(
    'thresholds',
    'hidden',
    'threshold',
    UNITS,
  )!;
  return { experiment, weights, bias: values['w:hidden/bias'] ?? null, factors, records };
}

/** Times in steps of each neuron of a layer. */
function trainsOf(record: SpikeRecord, layerId: string): number[][] {
  const { size, neurons, times } = record.layers.find(({ id }) => id === layerId)!;
  return Array.from({ length: size }, (_, j) => [...times].filter((_time, k) => neurons[k] === j));
}

/** Fails when nothing fired, or when own thresholds made no difference. */
function expectTrains(
  { records }: Given,
  plain: (record: SpikeRecord, factors: Float64Array) => number[][],
  factors: Float64Array,
): void {
  let [spikes, moved] = [0, 0];
  for (const record of records) {
    const shown = trainsOf(record, 'hidden');
    const own = plain(record, factors);
    const alike = plain(record, new Float64Array(UNITS).fill(1));
    shown.forEach((times, j) => {
      expect(times.length).toBe(own[j]!.length);
      times.forEach((time, k) => expect(time).toBeCloseTo(own[j]![k]!, 3));
      spikes += times.length;
      const isSame =
        alike[j]!.length === times.length &&
        alike[j]!.every((time, k) => Math.abs(time - times[k]!) < 1e-3);
      moved += Number(!isSame);
    });
  }
  expect(spikes).toBeGreaterThan(10);
  expect(moved).toBeGreaterThan(3);
}

describe('own thresholds', () => {
  it('of exact first spikes', async () => {
    const own = await given('fast-and-deep');
    const { experiment, weights, bias } = own;
    const analysis = analyseNetwork(experiment, catalog);
    const { spec } = planFirstSpikes(experiment, analysis).layers[0]!;
    const { dtMs } = experiment.simulation;
    const plain = (record: SpikeRecord, factors: Float64Array): number[][] => {
      const inputs = trainsOf(record, 'input').map(([time = Infinity]) => time * dtMs);
      const times = Float64Array.from([...inputs, ...spec.biasTimes]);
      const all = Float64Array.from([...weights, ...(bias ?? [])]);
      return Array.from({ length: UNITS }, (_, j) => {
        const neuron = { ...spec.neuron, drive: spec.neuron.drive * factors[j]! };
        const time = firstSpikeTimes(times, all, UNITS, neuron)[j]!;
        return time < Infinity ? [time / dtMs] : [];
      });
    };
    expectTrains(own, plain, own.factors);
  });

  it('of exact successive spikes, the reset as large as the threshold', async () => {
    const own = await given('bats');
    const { experiment, weights, bias } = own;
    const plan = planBats(experiment, analyseNetwork(experiment, catalog));
    const { constants, biasTime } = plan.specs[0]!;
    const stepUnits = experiment.simulation.dtMs / plan.unitMs;
    const plain = (record: SpikeRecord, factors: Float64Array): number[][] => {
      const inputs = trainsOf(record, 'input');
      return Array.from({ length: UNITS }, (_, j) => {
        const incoming = inputs.flatMap((times, i) =>
          times.map((time) => ({ time: time * stepUnits, weight: weights[i * UNITS + j]! })),
        );
        if (biasTime !== null) incoming.push({ time: biasTime, weight: bias![j]! });
        incoming.sort((a, b) => a.time - b.time);
        const scaled = {
          ...constants,
          threshold: constants.threshold * factors[j]!,
          reset: constants.reset * factors[j]!,
        };
        return fire(incoming, scaled).map(({ time }) => time / stepUnits);
      });
    };
    expectTrains(own, plain, own.factors);
  });

  it('of spike trains in steps', async () => {
    const own = await given('st-rsbp');
    const { experiment, weights } = own;
    const { network } = planDocument(experiment, analyseNetwork(experiment, catalog));
    const { neuron } = network.layers[0]!;
    const plain = (record: SpikeRecord, factors: Float64Array): number[][] => {
      const inputs = trainsOf(record, 'input');
      return Array.from({ length: UNITS }, (_, j) => {
        const row = inputs.map((_times, i) => weights[i * UNITS + j]!);
        const scaled = { ...neuron, threshold: neuron.threshold * factors[j]! };
        return [...simulateLayer([row], null, inputs, network.steps, scaled).trains[0]!];
      });
    };
    expectTrains(own, plain, own.factors);
  });
});

describe('own constants of LIF neurons in steps', () => {
  it.each(['thresholdSpread', 'timeConstantSpread'])('by %s', async (effectId) => {
    const experiment = withFastNeurons(experimentOf('surrogate', effectId));
    const effects = activeEffects(experiment, 'evaluation')!;
    const ones = new Float64Array(UNITS).fill(1);
    const thresholds = effects.factors('thresholds', 'hidden', 'threshold', UNITS) ?? ones;
    const slowness = effects.factors('timeConstants', 'hidden', 'tauMemMs', UNITS) ?? ones;
    const run = testRun(engineAssets);
    await run.load(experiment, 'wasm');
    await run.train({ updates: 6 });
    const values = await trainedValues(run);
    const weights = Object.entries(values).find(([name]) =>
      name.startsWith('w:hidden/weights'),
    )![1];
    const { params } = experiment.network.layers[1]!.neuron!;
    const { steps, dtMs } = experiment.simulation;
    const [tau, theta] = [numberParam(params, 'tauMemMs'), numberParam(params, 'threshold')];
    const { frames } = collectFrames(run);
    let [spikes, different] = [0, 0];
    for (let i = 0; i < 4 * SAMPLES; i++) {
      await run.probe({ ...SHOWN, sampleIndex: i });
      // The constant encoder hands values on as they are.
      const x = [...frames.at(-1)!.layers[0]!.values];
      const shown = trainsOf(await run.spikes('test', i), 'hidden');
      for (let j = 0; j < UNITS; j++) {
        let drive = values['w:hidden/bias']![j]!;
        x.forEach((value, pre) => (drive += value * weights[pre * UNITS + j]!));
        const own = simulate(drive, steps, dtMs, tau * slowness[j]!, theta * thresholds[j]!);
        expect(shown[j]).toEqual(own);
        spikes += own.length;
        different += Number(simulate(drive, steps, dtMs, tau, theta).join() !== own.join());
      }
    }
    expect(spikes).toBeGreaterThan(10);
    expect(different).toBeGreaterThan(2);
    await run.dispose();
  });
});

/** So fast that the leak decides over spikes within a few steps. */
function withFastNeurons(experiment: Experiment): Experiment {
  const layers = experiment.network.layers.map((layer) =>
    layer.neuron?.id === 'lif'
      ? { ...layer, neuron: { id: 'lif', params: { ...layer.neuron.params, tauMemMs: 2 } } }
      : layer,
  );
  return { ...experiment, network: { ...experiment.network, layers } };
}

/** Steps at which a neuron under a constant current fires, its threshold taken off. */
function simulate(x: number, steps: number, dtMs: number, tau: number, theta: number): number[] {
  const fired: number[] = [];
  let v = 0;
  for (let t = 0; t < steps; t++) {
    v = Math.exp(-dtMs / tau) * v + x;
    if (v < theta) continue;
    fired.push(t);
    v -= theta;
  }
  return fired;
}
