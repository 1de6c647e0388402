import { describe, expect, it } from 'vitest';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import type { StatisticsHistory } from './history.ts';
import { NO_HISTORY, withReport } from './history.ts';

const report = (update: number): StatisticsReport => ({
  ...{ update, samples: 32, gradientSamples: 32, hasGradient: true, clipNorm: 0, layers: [] },
  ...{ labels: new Uint32Array(0), answers: new Uint32Array(0) },
});

const after = (updates: Iterable<number>): StatisticsHistory => {
  let history = NO_HISTORY;
  for (const update of updates) history = withReport(history, 1, report(update));
  return history;
};

describe('statistics through training', () => {
  it('keeps a bounded number over the whole training, the newest always', () => {
    const updates = Array.from({ length: 5000 }, (_, i) => 10 * i);
    const { reports } = after(updates);
    expect(reports.length).toBeLessThanOrEqual(160);
    expect(reports.length).toBeGreaterThan(70);
    expect([reports[0]!.update, reports.at(-1)!.update]).toEqual([0, 49_990]);
    const gaps = reports.slice(1, -1).map((own, i) => own.update - reports[i]!.update);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3 * Math.min(...gaps));
  });

  it('puts a count anew in the place of the one before', () => {
    expect(after([0, 5, 5, 5]).reports.map(({ update }) => update)).toEqual([0, 5]);
  });

  it('starts anew with another run, and with one that has gone back', () => {
    const history = after([0, 5, 10]);
    expect(withReport(history, 2, report(20)).reports).toHaveLength(1);
    expect(withReport(history, 1, report(3)).reports).toHaveLength(1);
  });
});
