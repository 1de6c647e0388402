import { describe, expect, it } from 'vitest';
import { engineAssets } from '../../../scripts/headless/engineAssets.ts';
import type { Experiment } from '#model/experiment.ts';
import { packContainer, readContainer } from '#protocol/container.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { TrainingRun } from './run.ts';
import { collectFrames, curveOf, testRun, toyExperiment, trainedValues } from './testRun.ts';

async function loaded(experiment: Experiment): Promise<TrainingRun> {
  const run = testRun(engineAssets);
  await run.load(experiment, 'wasm');
  return run;
}

const held = toyExperiment({ stopping: { epochs: 3, validation: true } });

describe('a run that holds samples back', () => {
  it('trains on the others, evaluates them after each epoch and leaves the test alone', async () => {
    const run = testRun(engineAssets);
    const report = await run.load(held, 'wasm');
    expect(report).toMatchObject({ trainCount: 50, validationCount: 10, testCount: 30 });
    const { metrics, updatesPerEpoch, phase } = await run.train(null);
    expect([updatesPerEpoch, metrics.epoch, phase]).toEqual([5, 3, 'finished']);
    // Ten samples are right or wrong: the share is a tenth.
    expect((metrics.validationAccuracy! * 10) % 1).toBeCloseTo(0);
    expect(metrics.validationLoss).toBeGreaterThan(0);
    expect(metrics).toMatchObject({ testLoss: null, testAccuracy: null });
    const curve = await curveOf(run);
    expect(curve.filter((row) => !Number.isNaN(row.validationAccuracy))).toHaveLength(3);
    expect(curve.every((row) => Number.isNaN(row.testAccuracy))).toBe(true);
  });

  it('sees the samples of the end of the training split, with the loss of an evaluation', async () => {
    const run = await loaded(held);
    const evaluation = await run.evaluate('validation');
    let right = 0;
    for (let index = 50; index < 60; index++) {
      // The same points are the last of the training split where nothing is held back.
      const other = await loaded(toyExperiment());
      const { label, prediction } = await other.spikes('train', index);
      if (label === prediction) right++;
    }
    expect(evaluation.accuracy).toBeCloseTo(right / 10);
  });

  it('tests when asked, as a run does that holds nothing back', async () => {
    const run = await loaded(held);
    await run.train({ updates: 7 });
    const weights = await trainedValues(run);
    const test = await run.evaluate('test');
    expect((await run.status()).metrics).toMatchObject({
      testLoss: test.loss,
      testAccuracy: test.accuracy,
    });
    expect(await trainedValues(run)).toEqual(weights);
    expect((await run.status()).phase).toBe('paused');
    let right = 0;
    for (let index = 0; index < 30; index++) {
      const { label, prediction } = await run.spikes('test', index);
      if (label === prediction) right++;
    }
    expect(test.accuracy).toBeCloseTo(right / 30);
  });

  it('goes on to the same numbers whether or not it was tested in between', async () => {
    const asked = await loaded(held);
    await asked.train({ updates: 7 });
    await asked.evaluate('test');
    await asked.train({ epochs: 2 });
    const whole = await loaded(held);
    await whole.train({ updates: 7 });
    await whole.train({ epochs: 2 });
    expect(await trainedValues(asked)).toEqual(await trainedValues(whole));
    // A test belongs to the weights it was made with.
    expect((await asked.status()).metrics.testAccuracy).toBeNull();
    const [one, other] = await Promise.all([asked.status(), whole.status()]);
    expect(one.metrics.validationLoss).toBe(other.metrics.validationLoss);
  });

  it('stops by the accuracy on what is held back', async () => {
    const easy = toyExperiment({ stopping: { epochs: 0, targetAccuracy: 0.01, validation: true } });
    const { phase, message } = await (await loaded(easy)).train(null);
    expect(phase).toBe('finished');
    expect(message).toContain('Validation accuracy reached');
  });

  it('begins anew when the choice changes, since other samples train', async () => {
    const run = await loaded(toyExperiment());
    await run.train({ updates: 3 });
    expect(await run.applyLive(held)).toBe(false);
    expect((await run.status()).metrics.update).toBe(3);
  });

  it('comes back from a checkpoint with its figures, and from one without them', async () => {
    const run = await loaded(held);
    await run.train({ epochs: 2 });
    const before = (await run.status()).metrics;
    const checkpoint = await run.checkpoint();
    const again = await loaded(held);
    await again.restore(checkpoint);
    expect((await again.status()).metrics).toMatchObject({
      validationLoss: before.validationLoss,
      validationAccuracy: before.validationAccuracy,
    });

    // As checkpoints were before there was validation: seven columns, and no word of them.
    const { meta, sections } = readContainer(await checkpointOf(toyExperiment()));
    const wide = sections.get('curve') ?? new Float64Array(0);
    const rows = wide.length / CURVE_COLUMNS.length;
    const narrow = Float64Array.from({ length: 7 * rows }, (_, i) => {
      const row = Math.floor(i / 7);
      return wide[row * CURVE_COLUMNS.length + (i - 7 * row)]!;
    });
    const { curveColumns: _, ...oldMeta } = meta as Record<string, unknown>;
    const old = packContainer(oldMeta, { ...Object.fromEntries(sections), curve: narrow });
    const plain = await loaded(toyExperiment());
    const { frames } = collectFrames(plain);
    await plain.restore(old);
    expect(frames.at(-1)?.curve.values).toEqual(wide);
    expect((await plain.status()).metrics.testAccuracy).not.toBeNull();
  });

  it('refuses to evaluate what is not held back', async () => {
    const run = await loaded(toyExperiment());
    await expect(run.evaluate('validation')).rejects.toThrow('no validation samples');
    expect((await run.status()).phase).toBe('ready');
  });
});

async function checkpointOf(experiment: Experiment): Promise<ArrayBuffer> {
  const run = await loaded(experiment);
  await run.train({ epochs: 1 });
  return run.checkpoint();
}
