import { expect, it } from 'vitest';
import { POINTS_SHOWN, decisionData } from './decisionData.ts';

const count = POINTS_SHOWN + 100;
const set = {
  x: Float32Array.from({ length: count }, (_, i) => i / count),
  y: new Float32Array(count),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
};
const points = { train: set, test: null };
const plane = { classes: ['a', 'b', 'c'], domain: [0, 1] } as const;

it('shows the first points, and the selected one when it is not among them', () => {
  const near = decisionData(null, points, { split: 'train', sample: 4 }, plane);
  expect(near.points).toHaveLength(POINTS_SHOWN);
  expect(near.points[4]).toMatchObject({ label: 1, split: 'train', sample: 4 });
  const far = decisionData(null, points, { split: 'train', sample: POINTS_SHOWN + 50 }, plane);
  expect(far.points).toHaveLength(POINTS_SHOWN + 1);
  expect(far.points.at(-1)?.sample).toBe(POINTS_SHOWN + 50);
  expect(decisionData(null, points, { split: 'test', sample: 999 }, plane).points).toHaveLength(
    POINTS_SHOWN,
  );
});

it('draws no field of a map that belongs to other classes', () => {
  const map = { gridSize: 2, classes: 2, probabilities: new Float32Array(8) };
  const selected = { split: 'test', sample: 0 } as const;
  expect(decisionData(map, points, selected, plane).scores).toBeNull();
  const fitting = { gridSize: 2, classes: 3, probabilities: new Float32Array(12) };
  expect(decisionData(fitting, points, selected, plane)).toMatchObject({
    gridSize: 2,
    scores: fitting.probabilities,
  });
});
