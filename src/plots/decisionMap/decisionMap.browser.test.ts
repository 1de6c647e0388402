import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createDecisionMap } from './createDecisionMap.ts';
import type { DecisionData, DecisionPoint } from './decisionData.ts';
import { layoutDecision } from './drawDecisionMap.ts';

let host: TestHost;
afterEach(() => host.remove());

const GRID = 32;
// Class 1 above the diagonal-free line y = 0.5, class 0 below it.
const scores = Float32Array.from({ length: GRID * GRID * 2 }, (_, i) => {
  const row = Math.floor(i / 2 / GRID);
  return row < GRID / 2 === (i % 2 === 0) ? 1 : 0;
});
const data: DecisionData = {
  gridSize: GRID,
  classNames: ['below', 'above'],
  scores,
  points: [
    { x: 0.25, y: 0.25, label: 0, split: 'test', sample: 4 },
    { x: 0.75, y: 0.25, label: 1, split: 'train', sample: 9 },
  ],
  xDomain: [0, 1],
  yDomain: [0, 1],
};

it('fills the areas with y upwards, draws points and picks them by click', () => {
  host = createTestHost(500, 400);
  const picked: DecisionPoint[] = [];
  const plot = createDecisionMap(host.container, { onSelect: (point) => picked.push(point) });
  plot.setData(data);
  plot.flush();
  const { x, y } = layoutDecision(500, 400, data);
  const low = host.pixel(x(0.5), y(0.2));
  const high = host.pixel(x(0.5), y(0.8));
  expect(low[0]).toBeGreaterThan(low[2] + 60); // orange
  expect(high[2]).toBeGreaterThan(high[0] + 60); // sky blue
  expect(host.pixel(x(0.25), y(0.25))).toEqual([0xe6, 0x9f, 0x00]);
  expect(host.pixel(x(0.75), y(0.25))).toEqual([0x56, 0xb4, 0xe9]);
  plot.update({ showTrain: false });
  plot.flush();
  expect(host.pixel(x(0.75), y(0.25))).not.toEqual([0x56, 0xb4, 0xe9]);
  host.point('click', x(0.25) + 4, y(0.25));
  host.point('click', x(0.75), y(0.25));
  expect(picked.map(({ sample }) => sample)).toEqual([4]);
  expect(plot.summary()).toBe(
    'Predicted areas: below 50 %, above 50 %. 1 of 1 shown points lie in the area of their class.',
  );
  expect(plot.toCsv().split('\n')[1]).toBe('0.015625,0.015625,1,0');
  plot.destroy();
});

it('prints the redraw time of a 64 × 64 field with 1,000 points', () => {
  host = createTestHost(500, 400);
  const plot = createDecisionMap(host.container);
  const field = Float32Array.from(
    { length: 64 * 64 * 3 },
    (_, i) => (1 + Math.sin(i / 97 + (i % 3))) / 3,
  );
  const points = Array.from({ length: 1000 }, (_, i): DecisionPoint => ({
    x: (i % 33) / 33,
    y: (i % 31) / 31,
    label: i % 3,
    split: 'train',
    sample: i,
  }));
  const start = performance.now();
  for (let i = 0; i < 5; i += 1) {
    plot.setData({ ...data, gridSize: 64, classNames: ['a', 'b', 'c'], scores: field, points });
    plot.flush();
  }
  console.log(
    `decision map, 64 × 64 and 1,000 points: ${((performance.now() - start) / 5).toFixed(1)} ms`,
  );
  expect(host.count('#009e73')).toBeGreaterThan(500);
  plot.destroy();
});
