import { describe, expect, it } from 'vitest';
import type { RunStatus } from '#protocol/training.ts';
import { EMPTY_STATUS } from '#state/run/runState.ts';
import { estimateSeconds, trainedShare } from './eta.ts';

const status = (update: number, trainingSeconds: number): RunStatus => ({
  ...EMPTY_STATUS,
  phase: 'training',
  updatesPerEpoch: 50,
  trainingSeconds,
  metrics: { ...EMPTY_STATUS.metrics, update },
});
const stopping = { epochs: 10, targetAccuracy: 0, validation: false };
const fresh = { shown: null };

describe('time left', () => {
  it('is not guessed before three updates or without an end', () => {
    expect(estimateSeconds(status(2, 1), stopping, fresh)).toBeNull();
    expect(estimateSeconds(status(20, 1), { ...stopping, epochs: 0 }, fresh)).toBeNull();
    expect(trainedShare(status(20, 1), { ...stopping, epochs: 0 })).toBeNull();
  });

  it('rounds to 5 s, and to a minute above one', () => {
    expect(estimateSeconds(status(100, 10), stopping, fresh)).toBe(40);
    expect(estimateSeconds(status(100, 11.1), stopping, fresh)).toBe(45);
    expect(estimateSeconds(status(100, 80), stopping, fresh)).toBe(300);
  });

  it('does not rise for a small change of pace, and does for a large one', () => {
    expect(estimateSeconds(status(100, 11), stopping, { shown: 40 })).toBe(40);
    expect(estimateSeconds(status(100, 20), stopping, { shown: 40 })).toBe(60);
  });

  it('measures the share of all updates', () => {
    expect(trainedShare(status(125, 1), stopping)).toBe(0.25);
  });
});
