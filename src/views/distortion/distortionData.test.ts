import { expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { defaultAxis } from '#state/compare/sweep/grid.ts';
import { distortionTargets } from '#state/distortion/study.ts';
import { distortionData, evaluationsCsv } from './distortionData.ts';

const target = distortionTargets(examples[0]!.experiment, catalog).find(
  ({ id }) => id === 'lostSpikes',
)!;
const axis = defaultAxis(target, 3);
const cells = [
  { place: 0, hardware: 0, accuracy: 0.9 },
  { place: 0, hardware: 1, accuracy: 0.7 },
  { place: 1, hardware: 0, accuracy: 0.5 },
  { place: 1, hardware: 1, accuracy: null },
  { place: 2, hardware: 0, accuracy: null },
];

it('has mean and deviation of what is done, and gaps where nothing is', () => {
  const { axes, points } = distortionData({ axis, cells })!;
  expect(axes).toEqual([
    { label: 'Lost spikes: share lost', unit: '1', values: [0, 0.5, 1], scale: 'linear' },
  ]);
  expect(points.map(({ mean }) => mean)).toEqual([0.8, 0.5, null]);
  expect(points[0]?.deviation).toBeCloseTo(Math.SQRT2 / 10, 12);
  expect(points[1]?.deviation).toBe(0);
  expect(distortionData({ axis: null, cells: [] })).toBeNull();
});

it('writes one line an evaluation', () => {
  const lines = evaluationsCsv({ axis, cells }).split('\n');
  expect(lines[0]).toBe('Share lost,hardware,accuracy');
  expect(lines.slice(1, 5)).toEqual(['0,1,0.9', '0,2,0.7', '0.5,1,0.5', '0.5,2,']);
});
