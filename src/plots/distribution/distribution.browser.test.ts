import { afterEach, expect, it } from 'vitest';
import type { TestHost } from '../surface/testHost.ts';
import { createTestHost } from '../surface/testHost.ts';
import { createDistribution } from './createDistribution.ts';
import type { DistributionData } from './distributionData.ts';
import { layoutDistribution } from './drawDistribution.ts';

let host: TestHost;
afterEach(() => host.remove());

const histogram = (...counts: number[]) => ({
  ...{ low: 0, high: 4, apart: 1 },
  counts: Uint32Array.from(counts),
});
const data: DistributionData = {
  updates: [0, 10],
  histograms: [histogram(1, 0, 0, 3), histogram(4, 0, 0, 4)],
  centres: [null, null],
};

it('gives the most frequent values the brightest colour, a column an update, and a profile of now', () => {
  host = createTestHost(600, 300);
  const plot = createDistribution(host.container, {
    ...{ label: 'd', valueTitle: 'v', updatesTitle: 'u', nowTitle: 'now', format: String },
    columns: ['update', 'from', 'to', 'count'],
    hover: (...parts) => parts.join(' '),
    summary: () => 'words',
  });
  plot.setData(data);
  plot.flush();
  const { map, profile } = layoutDistribution(600, 300);
  const style = getComputedStyle(host.container);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const cell = (row: number) => ({
    ...{ x: map.leftPx + 20, width: 20, height: 20 },
    y: Math.round(map.topPx + ((row + 0.5) * map.heightPx) / 4) - 10,
  });
  // Three of four values lie in the topmost bin, none in the next.
  expect(host.count(colour('--sequential-4'), cell(0))).toBe(400);
  expect(host.count(colour('--sunken'), cell(1))).toBe(400);
  const bars = { x: profile.leftPx + 2, y: map.topPx, width: 20, height: map.heightPx };
  expect(host.count(colour('--ink-soft'), bars)).toBeGreaterThan(500);
  expect(plot.toCsv().split('\n').slice(0, 3)).toEqual([
    'update,from,to,count',
    '0,,,1',
    '0,0,1,1',
  ]);
  expect(plot.summary()).toBe('words');
  plot.destroy();
});
