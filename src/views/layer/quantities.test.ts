import { describe, expect, it } from 'vitest';
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';
import type { StatisticsHistory } from '#state/statistics/history.ts';
import { layerHistory, NO_HISTORY, withReport } from '#state/statistics/history.ts';
import { summaryOf } from './axes.ts';
import { distributionOf, factsOf } from './quantities.ts';

const histogram = { low: 0, high: 4, counts: Uint32Array.of(1, 0, 2, 1), apart: 2 };
const none = { count: 0, neurons: new Uint32Array(0) };

const layer: LayerStatistics = {
  id: 'hidden',
  size: 6,
  activity: {
    ...{ quantity: 'rate', mean: 12, deviation: 3, spiking: 0.5, histogram },
    silent: { count: 2, neurons: Uint32Array.of(1, 4) },
    saturated: none,
  },
  weights: {
    ...{ count: 16, mean: 0.5, deviation: 1, largest: 4, gradientNorm: 0.4 },
    histogram: { ...histogram, apart: 4 },
    gradients: { ...histogram, low: -12, high: 4, apart: 8 },
  },
};

const report = (update: number): StatisticsReport => ({
  ...{ update, samples: 32, gradientSamples: 32, hasGradient: true, clipNorm: 0 },
  ...{ labels: new Uint32Array(0), answers: new Uint32Array(0) },
  layers: [layer],
});

const after = (updates: Iterable<number>): StatisticsHistory => {
  let history = NO_HISTORY;
  for (const update of updates) history = withReport(history, 1, report(update));
  return history;
};

describe('a layer in words and pictures', () => {
  it('gives the picture a column an update, and a line through the means', () => {
    const history = after([0, 5]);
    expect(layerHistory(history, 'other')).toEqual([]);
    expect(distributionOf(history, 'other', 'activity')).toBeNull();
    const activity = distributionOf(history, 'hidden', 'activity');
    expect(activity).toMatchObject({ updates: [0, 5], centres: [12, 12] });
    // √(0.4² / 16) = 0.1, on an axis of decades.
    expect(distributionOf(history, 'hidden', 'gradients')?.centres[1]).toBeCloseTo(-1, 9);
  });

  it('names silent and saturated neurons where neurons have rates', () => {
    const rate = factsOf(layer, 'activity', report(0));
    expect(rate.map(({ value }) => value)).toEqual([
      '12.0 ± 3.00 Hz',
      '2 of 6 (33.3 %)',
      '0 of 6 (0.0 %)',
      '50.0 %',
    ]);
    const activity = { ...layer.activity!, quantity: 'firstSpike', saturated: null } as const;
    const first = factsOf({ ...layer, activity }, 'activity', report(0));
    expect(first.map(({ name }) => name)).not.toContain('Saturated');
    expect(first[0]!.value).toBe('12.0 ± 3.00 ms');
  });

  it('says where gradients are clipped and how many are zero', () => {
    const facts = factsOf(layer, 'gradients', { clipNorm: 2 });
    expect(facts.map(({ value }) => value)).toEqual(['0.400', '0.100', '50.0 %', '2.00']);
    const words = summaryOf('Hidden', layer, report(5), 'weights', after([0, 5]));
    expect(words).toContain('Largest: 4.00');
    expect(words).toContain('Counted 2 times, from update 0 to 5.');
  });
});
