import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '#model/experiment.ts';
import type { BackendName } from '#protocol/training.ts';
import { canTestWebgpu, pageAssets } from '../testing/pageAssets.ts';
import { largestError } from '../kernels/loss/runLoss.ts';
import { CURVES } from '../tolerances.ts';
import { alive } from './leaks.ts';
import { collectFrames, curveOf, testRun, toyExperiment, trainedValues } from './testRun.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

const variants: [string, Experiment][] = [
  ['constant input, Adam', toyExperiment()],
  [
    'recurrent, Poisson input, clipped, rates held, momentum',
    toyExperiment({
      recurrent: true,
      encoder: 'poisson',
      clipNorm: 0.5,
      lossParams: { rateWeight: 1 },
      optimiser: { id: 'momentum' },
    }),
  ],
];

async function trained(experiment: Experiment, backend: BackendName, updates: number) {
  const run = testRun(pageAssets);
  const report = await run.load(experiment, backend);
  expect([report.backend.name, tf.getBackend()]).toEqual([backend, backend]);
  await run.train({ updates });
  const result = { values: await trainedValues(run), curve: await curveOf(run) };
  await run.dispose();
  return result;
}

describe.skipIf(!available)('a run on WebGPU', { timeout: 120_000 }, () => {
  it.each(variants)('gives the same numbers every time: %s', async (_name, experiment) => {
    const once = await trained(experiment, 'webgpu', 7);
    expect(await trained(experiment, 'webgpu', 7)).toEqual(once);
  });

  it.each(variants)('learns like WASM: %s', async (_name, experiment) => {
    const wasm = await trained(experiment, 'wasm', 10);
    const webgpu = await trained(experiment, 'webgpu', 10);
    const first = await trained(experiment, 'wasm', 1);
    expect(webgpu.curve).toHaveLength(wasm.curve.length);
    webgpu.curve.forEach((row, i) => {
      const want = wasm.curve[i]!;
      const [got, loss] = Number.isNaN(want.testLoss)
        ? [row.trainLoss, want.trainLoss]
        : [row.testLoss, want.testLoss];
      expect(Math.abs(got - loss)).toBeLessThan(CURVES);
    });
    const weights = Object.entries(wasm.values).filter(([name]) => name.startsWith('w:'));
    for (const [name, values] of weights) {
      expect(largestError(values, webgpu.values[name]!), name).toBeLessThan(CURVES);
      expect(largestError(values, first.values[name]!), name).toBeGreaterThan(20 * CURVES);
    }
  });

  it('goes on from a checkpoint to the same numbers', async () => {
    const experiment = toyExperiment();
    const run = testRun(pageAssets);
    await run.load(experiment, 'webgpu');
    await run.train({ updates: 4 });
    const kept = await run.checkpoint();
    await run.train({ updates: 4 });
    const want = await trainedValues(run);
    await run.restore(kept);
    await run.train({ updates: 4 });
    expect(await trainedValues(run)).toEqual(want);
    await run.load(experiment, 'webgpu');
    await run.restore(kept);
    await run.train({ updates: 4 });
    expect(await trainedValues(run)).toEqual(want);
    await run.dispose();
  });

  it('keeps nothing alive over fifty updates, frames and evaluations', async () => {
    const run = testRun(pageAssets);
    await run.load(variants[1]![1], 'webgpu');
    await run.train({ updates: 8 });
    const before = alive();
    await run.train({ updates: 50 });
    expect(alive()).toEqual(before);
    const { frames } = collectFrames(run);
    await run.probe({
      ...{ split: 'test', sampleIndex: 0, layerId: 'hidden', neurons: [1, 2] },
      ...{ weightsFrom: 0, decisionGrid: 4 },
    });
    await run.train({ updates: 2 });
    expect(alive()).toEqual(before);
    expect(frames.some(({ decision }) => decision !== null)).toBe(true);
    await run.dispose();
    expect(alive().tensors).toBe(0);
  });

  it('moves between backends and keeps nothing alive', async () => {
    const experiment = toyExperiment();
    const run = testRun(pageAssets);
    await run.load(experiment, 'wasm');
    await run.train({ updates: 1 });
    const before = alive();
    await run.load(experiment, 'webgpu');
    await run.train({ updates: 1 });
    await run.load(experiment, 'wasm');
    await run.train({ updates: 1 });
    expect(alive()).toEqual(before);
    await run.dispose();
  });
});

it('takes WASM by itself when WebGPU is drawn by the processor', async () => {
  const run = testRun(pageAssets);
  const { backend } = await run.load(toyExperiment(), 'auto');
  const webgpu = backend.candidates.find(({ name }) => name === 'webgpu');
  if (/swiftshader/.test(webgpu?.detail ?? '')) {
    expect(backend.name).toBe('wasm');
    expect(backend.reason).toMatch(/processor/);
  }
  expect((await run.train({ updates: 2 })).metrics.update).toBe(2);
  await run.dispose();
});
