import { expect, it } from 'vitest';
import { argMax, classMargin, classShares, confidence, paintField } from './field.ts';
import { packRgb } from '../colour/rgb.ts';

// Two by two cells, two classes; row 0 is the lower edge.
const scores = Float32Array.of(1, 0, 1, 0, 0, 1, 0.5, 0.5);

it('finds the likeliest class and how sure it is', () => {
  expect([argMax(scores, 0, 2), argMax(scores, 4, 2)]).toEqual([0, 1]);
  expect([confidence(1, 4), confidence(0.25, 4), confidence(0.5, 2)]).toEqual([1, 0, 0]);
  expect(classShares(scores, 2, 2)).toEqual([0.75, 0.25]);
});

it('paints y upwards with strength from confidence', () => {
  const pixels = new Uint32Array(4);
  const colours = {
    ground: [0, 0, 0],
    categories: [
      [100, 0, 0],
      [0, 0, 100],
    ],
  } as const;
  paintField(scores, 2, 2, colours, pixels);
  expect([...pixels]).toEqual([
    packRgb([0, 0, 72]),
    packRgb([8, 0, 0]),
    packRgb([72, 0, 0]),
    packRgb([72, 0, 0]),
  ]);
});

it('gives a margin that changes sign at the boundary', () => {
  expect([...classMargin(scores, 2, 2, 1)]).toEqual([-1, -1, 1, 0]);
});
