import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createCurves } from './createCurves.ts';
import type { CurvesData, CurveSeries } from './curvesData.ts';
import { layoutCurves } from './drawCurves.ts';

let host: TestHost;
afterEach(() => host.remove());

function series(kind: 'train' | 'test', colour: number, values: number[]): CurveSeries {
  return {
    id: kind,
    label: kind,
    kind,
    colour,
    values,
    updates: values.map((_, i) => i),
    seconds: values.map((_, i) => i / 2),
  };
}

it('draws a solid train line, a dashed test line, leaves gaps and marks the best', () => {
  host = createTestHost(800, 300);
  const plot = createCurves(host.container, {
    yTitle: 'Accuracy',
    better: 'higher',
    yDomain: [0, 1],
  });
  const area = layoutCurves(800, 300);
  const train = [0.5, 0.5, 0.5, 0.5, NaN, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
  const data: CurvesData = {
    series: [
      series('train', 0, train),
      series(
        'test',
        1,
        train.map(() => 0.25),
      ),
    ],
  };
  plot.setData(data);
  plot.flush();
  const row = (value: number): { x: number; y: number; width: number; height: number } => ({
    x: area.leftPx + 20,
    y: Math.round(area.topPx + area.heightPx * (1 - value)) - 2,
    width: area.widthPx - 40,
    height: 4,
  });
  const wide = area.widthPx - 40;
  const trainPixels = host.count('#e69f00', row(0.5)) / wide;
  const testPixels = host.count('#56b4e9', row(0.25)) / wide;
  expect(trainPixels).toBeGreaterThan(1.3);
  expect(trainPixels).toBeLessThan(1.9);
  expect(testPixels).toBeGreaterThan(0.8);
  expect(testPixels).toBeLessThan(1.7);
  const gap = area.leftPx + area.widthPx * 0.4;
  expect(host.count('#e69f00', { ...row(0.5), x: Math.round(gap) - 10, width: 20 })).toBe(0);
  expect(plot.summary()).toBe('train: now 0.5. test: now 0.25, best 0.25.');
  expect(plot.toCsv().split('\n')[2]).toBe('train,train,1,0.5,0.5');
  plot.destroy();
});

it('keeps its y range when values fall, until it is fitted', () => {
  host = createTestHost(800, 300);
  const plot = createCurves(host.container, { yTitle: 'Loss', better: 'lower' });
  const area = layoutCurves(800, 300);
  const height = (value: number): number => {
    plot.setData({ series: [series('train', 0, [value, value])] });
    plot.flush();
    const lit = Array.from({ length: area.heightPx }, (_, i) => area.topPx + i).filter(
      (y) => host.count('#e69f00', { x: area.leftPx + 300, y, width: 1, height: 1 }) > 0,
    );
    return lit[0] ?? NaN;
  };
  const full = height(8);
  const low = height(2);
  expect(low - full).toBeGreaterThan(area.heightPx * 0.6);
  host.point('dblclick', 400, 150);
  expect(height(2)).toBeLessThan(low - area.heightPx * 0.4);
  plot.destroy();
});

it('shows every outlier of 50,000 points and prints the redraw time', () => {
  host = createTestHost(1000, 300);
  const plot = createCurves(host.container, { yTitle: 'Loss', better: 'lower', smoothing: 50 });
  const values = Array.from({ length: 50_000 }, (_, i) => 2 * Math.exp(-i / 20_000) + (i % 7) / 50);
  values[25_001] = 5;
  plot.setData({ series: [series('train', 0, values)] });
  plot.flush();
  const start = performance.now();
  for (let i = 0; i < 10; i += 1) {
    plot.update({});
    plot.flush();
  }
  console.log(`curves, 50,000 points: ${((performance.now() - start) / 10).toFixed(2)} ms`);
  const area = layoutCurves(1000, 300);
  const x = area.leftPx + (25_001 / 49_999) * area.widthPx;
  const around = { x: Math.round(x) - 3, y: area.topPx + 20, width: 6, height: 40 };
  const beside = { ...around, x: around.x + 40 };
  const ground = around.width * around.height;
  expect(host.count('#000000', around)).toBeLessThan(host.count('#000000', beside));
  expect(host.count('#000000', beside)).toBeLessThanOrEqual(ground);
  plot.destroy();
});

it('shows a curve of a single point', () => {
  host = createTestHost(800, 300);
  const plot = createCurves(host.container, { yTitle: 'Loss', better: 'lower' });
  const area = layoutCurves(800, 300);
  const inside = { x: area.leftPx, y: area.topPx, width: area.widthPx + 8, height: area.heightPx };
  plot.setData({ series: [{ ...series('train', 0, [2]), updates: [1], seconds: [0.5] }] });
  plot.flush();
  expect(host.count('#e69f00', inside)).toBeGreaterThan(10);
  plot.destroy();
});
