import { describe, expect, it } from 'vitest';
import type { RunStatus } from '#protocol/training.ts';
import { createEta, formatDuration, median } from './eta.ts';

function status(changes: Partial<RunStatus> & { epoch?: number; update?: number }): RunStatus {
  const { epoch = 0, update = 0, ...rest } = changes;
  return {
    phase: 'training',
    metrics: {
      epoch,
      update,
      trainLoss: null,
      trainAccuracy: null,
      validationLoss: null,
      validationAccuracy: null,
      testLoss: null,
      testAccuracy: null,
    },
    updatesPerEpoch: 100,
    updateInEpoch: 0,
    evaluatedSplit: 'test',
    evaluated: 0,
    msPerUpdate: 10,
    trainingSeconds: 0,
    message: null,
    notice: null,
    ...rest,
  };
}

describe('median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 100, 2])).toBe(3);
    expect(median([])).toBeNull();
  });
});

describe('createEta', () => {
  it('counts the updates that are left', () => {
    const eta = createEta({ epochs: 3, updates: null });
    const now = status({ epoch: 1, update: 150, updateInEpoch: 50 });
    expect(eta.remainingSeconds(now)).toBeCloseTo(1.5);
  });

  it('adds the median evaluation once one was seen', () => {
    const eta = createEta({ epochs: 4, updates: null });
    for (const [epoch, seconds] of [
      [0, 2],
      [1, 40],
      [2, 4],
    ] as const) {
      const start = 100 * epoch;
      const at = { epoch, update: 100, updateInEpoch: 100 };
      eta.note(status({ ...at, phase: 'evaluating', trainingSeconds: start }));
      eta.note(status({ ...at, phase: 'evaluating', trainingSeconds: start + seconds / 2 }));
      eta.note(status({ epoch: epoch + 1, trainingSeconds: start + seconds }));
    }
    // One epoch of 100 updates of 10 ms, and the median of 2, 40 and 4 seconds.
    expect(eta.remainingSeconds(status({ epoch: 3, update: 300 }))).toBeCloseTo(1 + 4);
  });

  it('stops at the bound that comes first', () => {
    const eta = createEta({ epochs: 10, updates: 30 });
    expect(eta.remainingSeconds(status({ update: 10, updateInEpoch: 10 }))).toBeCloseTo(0.2);
  });

  it('says nothing before an update was timed, or when nothing ends the run', () => {
    const bounded = createEta({ epochs: 1, updates: null });
    expect(bounded.remainingSeconds(status({ msPerUpdate: null }))).toBeNull();
    const endless = createEta({ epochs: null, updates: null });
    expect(endless.remainingSeconds(status({}))).toBeNull();
  });
});

describe('formatDuration', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [185, '3 min 05 s'],
    [7620, '2 h 07 min'],
  ])('%d s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
