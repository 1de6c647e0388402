import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import type { Experiment } from '#model/experiment.ts';
import type { ParamValues } from '#model/params.ts';
import { collectFrames, curveOf, testRun, trainedValues } from '../../training/testRun.ts';
import type { TrainingRun } from '../../training/run.ts';

interface Overrides {
  readonly batchSize?: number;
  readonly clipNorm?: number;
  readonly rule?: ParamValues;
  readonly learningRate?: number;
  readonly steps?: number;
}

/** Four values of a point, 40–R24–2, sixty points in all. */
function document(given: Overrides = {}): Experiment {
  const weights = { initScale: 'absolute', bias: false };
  return buildExperiment({
    version: 1,
    seed: 3,
    dataset: { id: 'xor', params: { nTrain: 60, nTest: 30 } },
    encoder: { id: 'poisson', params: { peakRate: 0.5, frozen: true } },
    simulation: { steps: given.steps ?? 40 },
    network: {
      layers: placed([
        { id: 'input', kind: 'input' },
        {
          id: 'hidden',
          kind: 'dense',
          params: { units: 40, ...weights },
          neuron: { id: 'spikeTrainLif', params: { threshold: 2 } },
        },
        {
          id: 'loop',
          kind: 'dense',
          params: { units: 24, ...weights },
          neuron: { id: 'spikeTrainLif', params: { threshold: 3 } },
        },
        {
          id: 'readout',
          kind: 'readout',
          params: { measure: 'spikeCount', ...weights },
          neuron: { id: 'spikeTrainLif', params: { threshold: 3 } },
        },
      ]),
      connections: chain(['input', 'hidden', 'loop', 'readout'], ['loop']),
    },
    rule: { id: 'st-rsbp', params: { gridWidth: 3, gridHeight: 2, ...given.rule } },
    loss: { id: 'countTargets', params: { countTrue: 10, countFalse: 2, margin: 1 } },
    optimiser: {
      id: 'adam',
      params: { learningRate: given.learningRate ?? 0.01 },
      schedule: { id: 'inverseSqrt' },
      clipNorm: given.clipNorm ?? 0,
    },
    batchSize: given.batchSize ?? 1,
    stopping: { epochs: 0 },
    view: { layerId: 'loop', neurons: [0, 5] },
  });
}

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

describe('a run', () => {
  it.each([
    ['sample by sample', document()],
    ['by batches', document({ batchSize: 8 })],
    ['clipped, full gradient', document({ clipNorm: 1, rule: { recurrentGradient: 'full' } })],
  ])(
    'goes on from a checkpoint as if it had not been broken off: %s',
    async (_name, experiment) => {
      const whole = await loaded(experiment);
      await whole.train({ epochs: 2 });
      const first = await loaded(experiment);
      await first.train({ updates: 5 });
      const second = await loaded(experiment);
      await second.restore(await first.checkpoint());
      await second.train({ epochs: 2 });
      expect(await trainedValues(second)).toEqual(await trainedValues(whole));
      expect((await curveOf(second)).at(-1)).toEqual((await curveOf(whole)).at(-1));
    },
  );

  it('lowers the loss', async () => {
    const run = await loaded(document());
    const before = await run.train({ epochs: 1 });
    const after = await run.train({ epochs: 12 });
    expect(after.metrics.trainLoss).toBeLessThan(before.metrics.trainLoss! * 0.8);
  });

  it('leaves absent synapses absent', async () => {
    const run = await loaded(document());
    const at = async (): Promise<readonly number[]> =>
      (await trainedValues(run))['w:loop/recurrent'] ?? [];
    const before = await at();
    await run.train({ epochs: 1 });
    const after = await at();
    const absent = before.filter((value) => value === 0).length;
    expect(absent).toBeGreaterThan(100);
    expect(absent).toBeLessThan(before.length - 20);
    before.forEach((value, k) => expect(after[k] === 0, `synapse ${k}`).toBe(value === 0));
  });

  it('weighs misclassified samples more after each epoch, when asked to', async () => {
    const run = await loaded(document());
    await run.train({ epochs: 1 });
    const weights = (await trainedValues(run))['s:sampleWeights'] ?? [];
    expect(weights).toHaveLength(60);
    expect(Math.min(...weights)).toBe(1);
    expect(Math.max(...weights)).toBeGreaterThan(1);
    const plain = await loaded(document({ rule: { boosting: false } }));
    expect(Object.keys(await trainedValues(plain))).not.toContain('s:sampleWeights');
  });
});

describe('settings changed while training', () => {
  it('keep weights and moments where the synapses stay', async () => {
    const run = await loaded(document());
    await run.train({ updates: 10 });
    const before = await trainedValues(run);
    const changed = document({
      batchSize: 4,
      steps: 60,
      learningRate: 0.02,
      rule: { inhibition: 0.5, weightPull: 0 },
    });
    expect(await run.applyLive(changed)).toBe(true);
    expect(await trainedValues(run)).toEqual(before);
    await run.train({ updates: 3 });
    expect(await trainedValues(run)).not.toEqual(before);
  });

  it('need a new run where they do not', async () => {
    const run = await loaded(document());
    const other = document({ rule: { topology: 'random' } });
    expect(await run.applyLive(other)).toBe(false);
  });
});

describe('a frame', () => {
  it('shows spikes of all layers, and membranes that cross the threshold when they fire', async () => {
    const run = await loaded(document());
    const { frames } = collectFrames(run);
    await run.train({ updates: 4 });
    await run.probe({
      split: 'train',
      sampleIndex: 1,
      layerId: 'loop',
      neurons: [0, 5],
      weightsFrom: 0,
      decisionGrid: 0,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const frame = frames.findLast(({ sample }) => sample !== null);
    if (frame === undefined) throw new Error('no frame with a sample');
    expect(frame.layers.map(({ id }) => id)).toEqual(['input', 'hidden', 'loop', 'readout']);
    const { traces, layers, sample } = frame;
    expect(traces?.membrane).toHaveLength(80);
    const loop = layers.find(({ id }) => id === 'loop');
    [0, 5].forEach((neuron, row) => {
      const fires = new Set([...(loop?.times ?? [])].filter((_, k) => loop?.neurons[k] === neuron));
      for (let t = 0; t < 40; t++) {
        const isAbove = (traces?.membrane[row * 40 + t] ?? NaN) > (traces?.threshold ?? NaN) - 1e-6;
        expect(isAbove, `neuron ${neuron}, step ${t}`).toBe(fires.has(t));
      }
    });
    const readout = layers.at(-1);
    const counts = [0, 1].map(
      (k) => [...(readout?.neurons ?? [])].filter((neuron) => neuron === k).length,
    );
    expect([...(sample?.scores ?? [])]).toEqual(counts);
  });
});
