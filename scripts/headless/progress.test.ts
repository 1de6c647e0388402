import { describe, expect, it } from 'vitest';
import type { RunStatus } from '#protocol/training.ts';
import { createEta } from './eta.ts';
import { createProgress } from './progress.ts';

const GOAL = { epochs: 2, updates: null };

function statusAt(epoch: number, updateInEpoch: number): RunStatus {
  return {
    phase: 'training',
    metrics: {
      epoch,
      update: 50 * epoch + updateInEpoch,
      trainLoss: 0.25,
      trainAccuracy: 0.9,
      validationLoss: null,
      validationAccuracy: null,
      testLoss: epoch > 0 ? 0.3 : null,
      testAccuracy: epoch > 0 ? 0.875 : null,
    },
    updatesPerEpoch: 50,
    updateInEpoch,
    evaluatedSplit: 'test',
    evaluated: 0,
    msPerUpdate: 20,
    trainingSeconds: 0,
    message: null,
    notice: null,
  };
}

function watch(isTTY: boolean, columns = 200) {
  const written: string[] = [];
  let clockMs = 0;
  const progress = createProgress({
    terminal: { isTTY, columns, write: (text) => written.push(text) },
    eta: createEta(GOAL),
    goal: GOAL,
    now: () => clockMs,
  });
  return {
    written,
    note: (afterMs: number, status: RunStatus) => {
      clockMs += afterMs;
      progress.note(status);
    },
    end: () => progress.end(),
  };
}

describe('createProgress', () => {
  it('writes whole lines at the end of an epoch and every half minute when nobody can rewrite', () => {
    const { written, note, end } = watch(false);
    note(300, statusAt(0, 10));
    note(30_000, statusAt(0, 25));
    note(300, statusAt(1, 0));
    end();
    expect(written).toEqual([
      'epoch 1/2 · 50 % · 2 s left · train 90.00 % · loss 0.2500 · 20.0 ms an update\n',
      'epoch 1/2 done · 1 s left · test 87.50 % · train 90.00 % · loss 0.2500 · 20.0 ms an update\n',
    ]);
  });

  it('rewrites one line on a terminal and keeps a line an epoch', () => {
    const { written, note, end } = watch(true);
    note(250, statusAt(0, 10));
    note(50, statusAt(0, 12));
    note(250, statusAt(0, 20));
    note(10, statusAt(1, 0));
    end();
    expect(written.map((text) => text.slice(0, 5))).toEqual([
      '\r\x1b[2K',
      '\r\x1b[2K',
      '\r\x1b[2K',
      '\n',
    ]);
  });

  it('never writes past the width of the terminal', () => {
    const { written, note } = watch(true, 30);
    note(250, statusAt(0, 10));
    expect(written[0]?.replace('\r\x1b[2K', '').length).toBe(29);
  });
});
