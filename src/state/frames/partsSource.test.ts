import { expect, it } from 'vitest';
import type { Frame } from '#protocol/frame.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import { publishFrame } from '../frameSource.ts';
import { EMPTY_STATUS } from '../run/runState.ts';
import { followStatistics } from '../statistics/historySource.ts';

const report: StatisticsReport = {
  ...{ update: 200, samples: 32, gradientSamples: 32, hasGradient: true, clipNorm: 0, layers: [] },
  ...{ labels: new Uint32Array(0), answers: new Uint32Array(0) },
};

const frame = (run: number, statistics: StatisticsReport | null): Frame => ({
  ...{ sequence: 0, run, status: EMPTY_STATUS, curve: { values: new Float64Array(0) } },
  ...{ sample: null, layers: [], traces: null, weights: null, neuron: null, decision: null },
  ...{ statistics, output: null },
});

it('knows the statistics of a training that ended before the first panel loaded', async () => {
  followStatistics();
  publishFrame(frame(3, report));
  publishFrame(frame(3, null));
  const { partsSource } = await import('./partsSource.ts');
  expect(partsSource.latest().statistics).toBe(report);
  publishFrame(frame(4, null));
  expect(partsSource.latest().statistics).toBeNull();
});
