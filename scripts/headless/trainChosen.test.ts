import { describe, expect, it } from 'vitest';
import { toyExperiment } from '#engine/training/testRun.ts';
import type { EpochRow } from './curve.ts';
import { curveOf, epochRows } from './curve.ts';
import { createHeadlessRun } from './createHeadlessRun.ts';
import type { Draft } from './trainChosen.ts';
import { trainChosen } from './trainChosen.ts';

const experiment = toyExperiment({ stopping: { epochs: 6, validation: true } });
const plain = {
  experiment,
  draft: null,
  onStatus: () => undefined,
  onDraft: async () => undefined,
} as const;

describe('trainChosen', () => {
  it('holds the weights of the epoch with the best validation accuracy, not of the last', async () => {
    const trained = await trainChosen({ ...plain, signal: new AbortController().signal });
    expect(trained.outcome).toBe('finished');
    expect(trained.epochs).toHaveLength(6);
    expect(trained.epochs.every(({ testAccuracy }) => testAccuracy === null)).toBe(true);
    const accuracies = trained.epochs.map(({ validationAccuracy }) => validationAccuracy ?? 0);
    const chosen = trained.epochs[trained.chosenEpoch - 1];
    expect(chosen?.validationAccuracy).toBe(Math.max(...accuracies));

    // The same epoch trained on its own has the same weights.
    const run = createHeadlessRun();
    await run.load(experiment, 'wasm');
    await run.train({ epochs: trained.chosenEpoch });
    expect(await trained.run.evaluate('test')).toEqual(await run.evaluate('test'));
  });

  it('goes on from a draft to the very same choice', async () => {
    const whole = await trainChosen({ ...plain, signal: new AbortController().signal });
    const drafts: Draft[] = [];
    const stop = new AbortController();
    const broken = await trainChosen({
      ...plain,
      signal: stop.signal,
      onDraft: async (draft) => {
        drafts.push(draft);
        if (drafts.length === 3) stop.abort();
      },
    });
    expect(broken.outcome).toBe('interrupted');
    expect(broken.epochs).toHaveLength(3);
    const rest = await trainChosen({
      ...plain,
      draft: drafts.at(-1) ?? null,
      signal: new AbortController().signal,
    });
    const numbers = (rows: readonly EpochRow[]) =>
      rows.map(({ epoch, trainLoss, validationLoss }) => [epoch, trainLoss, validationLoss]);
    expect(numbers(rest.epochs)).toEqual(numbers(whole.epochs));
    expect(rest.chosenEpoch).toBe(whole.chosenEpoch);
    expect(await rest.run.evaluate('test')).toEqual(await whole.run.evaluate('test'));
  });

  it('refuses a document whose epochs only the test could choose', async () => {
    const untold = toyExperiment({ stopping: { epochs: 2 } });
    const signal = new AbortController().signal;
    await expect(trainChosen({ ...plain, experiment: untold, signal })).rejects.toThrow(
      'stopping.validation',
    );
  });
});

describe('epochRows', () => {
  it('joins a test to the epoch it was made after, and passes over one in between', async () => {
    const run = createHeadlessRun();
    await run.load(experiment, 'wasm');
    await run.train({ epochs: 1 });
    const test = await run.evaluate('test');
    await run.train({ updates: 2 });
    await run.evaluate('test');
    await run.train({ epochs: 1 });
    const epochs = epochRows(curveOf(await run.checkpoint()));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(epochs.map(({ testAccuracy }) => testAccuracy)).toEqual([test.accuracy, null]);
    expect(epochs.every(({ validationAccuracy }) => validationAccuracy !== null)).toBe(true);
  });
});
