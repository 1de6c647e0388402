import { describe, expect, it } from 'vitest';
import type { OutputTrace } from '#protocol/frame.ts';
import type { SplitPredictions } from '#state/output/predictionStore.ts';
import { confusionOf, totalsOf, wrongSamples } from './confusion.ts';
import { outputData, outputSummary, verdictOf } from './outputData.ts';

const result: SplitPredictions = {
  ...{ split: 'test', update: 7, firstIndex: 0, viewSplit: 'test' },
  simulation: { steps: 10, dtMs: 2 },
  labels: Uint8Array.of(0, 0, 1, 1, 1),
  answers: Int16Array.of(0, 1, 1, -1, 0),
  confidences: Float32Array.of(0.9, 0.5, 0.75, 0, 0.625),
  decisionSteps: Float32Array.of(2, 4, 3, NaN, 3),
};
const classNames = ['a', 'b'];

describe('answers to a split', () => {
  it('become counts, recall and precision', () => {
    const data = confusionOf(result, classNames);
    expect(data.counts).toEqual([
      [1, 1, 0],
      [1, 1, 1],
    ]);
    expect(data.recalls).toEqual([1 / 2, 1 / 3]);
    expect(data.precisions).toEqual([1 / 2, 1 / 2]);
    expect(confusionOf(result, ['a', 'b', 'c']).recalls[2]).toBeNull();
  });

  it('have a mean time to decision over those that are decided', () => {
    expect(totalsOf(result)).toEqual({
      ...{ samples: 5, right: 2, decided: 0.8, presentationMs: 20 },
      decisionMs: 6,
    });
  });

  it('show what is wrong, the most confident first, or one cell of it', () => {
    expect(wrongSamples(result, null, 2).map(({ at }) => at)).toEqual([4, 1, 3]);
    expect(wrongSamples(result, { label: 1, answer: 2 }, 2).map(({ at }) => at)).toEqual([3]);
    expect(wrongSamples(result, { label: 0, answer: 0 }, 2)).toEqual([]);
  });
});

const trace: OutputTrace = {
  ...{ split: 'test', index: 0, label: 1, prediction: 0, quantity: 'count', classes: 2 },
  ...{ steps: 3, dtMs: 2, decisionMs: 4 },
  scores: new Float32Array(0),
  neurons: Uint32Array.of(1, 0, 0),
  times: Float32Array.of(0.5, 1.5, 2),
  firstMs: Float32Array.of(3, 1),
};

describe('the shown sample', () => {
  it('is answered from a time on, rightly or not', () => {
    expect(verdictOf(trace, classNames)).toBe('Answers a from 4 of 6 ms on; the label is b.');
    const right = { ...trace, label: 0, decisionMs: null };
    expect(verdictOf(right, classNames)).toMatch(
      /another class is ahead in the end; that is right/,
    );
    expect(outputSummary(trace, classNames)).toMatch(/Scores at the end: a: 2, b: 1\.$/);
  });

  it('has first spikes in the place of scores where those decide', () => {
    const first = { ...trace, quantity: 'firstSpike', firstMs: Float32Array.of(1, NaN) } as const;
    expect(outputData(first, classNames).activity.kind).toBe('firstSpikes');
    expect(outputSummary(first, classNames)).toMatch(/First spikes: a at 1 ms\.$/);
  });

  it('has no answer where no output fires', () => {
    const silent = { ...trace, firstMs: Float32Array.of(NaN, NaN) };
    expect(outputData(silent, classNames).answer).toBe(-1);
    expect(verdictOf(silent, classNames)).toMatch(/^No output fires/);
    const scores = Float32Array.of(0, 1, 2, 1, 1, 1);
    const noSpikes = { firstMs: new Float32Array(0), neurons: new Uint32Array(0) };
    const membranes = { ...trace, quantity: 'membrane', scores, ...noSpikes } as const;
    expect(outputData(membranes, classNames).answer).toBe(0);
  });
});
