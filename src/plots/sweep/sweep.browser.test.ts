import { afterEach, expect, it } from 'vitest';
import type { TestHost } from '../surface/testHost.ts';
import { createTestHost } from '../surface/testHost.ts';
import { createSweepPlot } from './createSweepPlot.ts';
import { layoutHeatMap } from './drawHeatMap.ts';
import type { SweepAxisData, SweepData, SweepPoint } from './sweepData.ts';

let host: TestHost;
afterEach(() => host.remove());

const axis = (label: string, values: readonly number[]): SweepAxisData => ({
  ...{ label, values, unit: '1', scale: 'linear' },
});
const point = (place: readonly number[], ...values: number[]): SweepPoint => ({
  ...{ place, values, deviation: 0.1 },
  mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
});
const percent = (value: number): string => `${Math.round(100 * value)} %`;

it('colours cells by their mean, leaves those that are not done, and gives the one clicked', () => {
  host = createTestHost(600, 400);
  const chosen: SweepPoint[] = [];
  const plot = createSweepPlot(host.container, {
    ...{ valueTitle: 'Accuracy', format: percent },
    onSelect: (own) => void chosen.push(own),
  });
  const data: SweepData = {
    axes: [axis('a', [1, 2]), axis('b', [10, 20])],
    points: [point([0, 0], 0.2), point([1, 0], 0.8), point([0, 1]), point([1, 1], 0.5, 0.7)],
  };
  plot.setData(data);
  plot.flush();
  const { leftPx, topPx, widthPx, heightPx } = layoutHeatMap(600, 400);
  const cell = (column: number, row: number) => ({
    x: Math.round(leftPx + (column * widthPx) / 2 + 6),
    y: Math.round(topPx + heightPx - ((row + 1) * heightPx) / 2 + 6),
    width: 20,
    height: 20,
  });
  const style = getComputedStyle(host.container);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  expect(host.count(colour('--sequential-0'), cell(0, 0))).toBe(400);
  expect(host.count(colour('--sequential-4'), cell(1, 0))).toBe(400);
  expect(host.count(colour('--sunken'), cell(0, 1))).toBe(400);
  host.point('click', leftPx + 0.75 * widthPx, topPx + 0.25 * heightPx);
  expect(chosen).toEqual([data.points[3]]);
  expect(plot.summary()).toBe('3 of 4 points are done. The highest: a 2 · b 10 · 80 %.');
  expect(plot.toCsv().split('\n')).toEqual([
    'a,b,seeds,mean,standard deviation',
    '1,10,1,0.2,0.1',
    '2,10,1,0.8,0.1',
    '1,20,0,,',
    '2,20,2,0.6,0.1',
    '',
  ]);
  plot.destroy();
});

it('draws one parameter as a line, and gives the nearest point', () => {
  host = createTestHost(600, 400);
  const chosen: SweepPoint[] = [];
  const plot = createSweepPlot(host.container, {
    ...{ valueTitle: 'Accuracy', format: percent },
    onSelect: (own) => void chosen.push(own),
  });
  const points = [point([0], 0.4, 0.6), point([1], 0.5), point([2], 0.5)];
  plot.setData({ axes: [axis('a', [0, 5, 10])], points });
  plot.flush();
  const middle = { x: 200, y: 0, width: 300, height: 400 };
  expect(host.count('#e69f00', middle) + host.count('#b07800', middle)).toBeGreaterThan(100);
  host.point('click', 560, 200);
  expect(chosen).toEqual([points[2]]);
  plot.destroy();
});
