import { expect, it } from 'vitest';
import { bestIndex, lastIndex, lowerBound, positiveOnly, runningMean } from './series.ts';

it('averages the last points and starts again after a gap', () => {
  expect([...runningMean([1, 3, 5, NaN, 8, 10], 2)]).toEqual([1, 2, 4, NaN, 8, 9]);
  expect([...runningMean([1, 2, 3], 1)]).toEqual([1, 2, 3]);
});

it('finds the best and the last measured point', () => {
  expect(bestIndex([0.4, NaN, 0.2, 0.2], 'lower')).toBe(2);
  expect(bestIndex([0.4, 0.9, NaN], 'higher')).toBe(1);
  expect(bestIndex([NaN], 'higher')).toBe(-1);
  expect(lastIndex([1, 2, NaN])).toBe(1);
});

it('searches rising x values', () => {
  expect([lowerBound([1, 2, 4], 2), lowerBound([1, 2, 4], 3), lowerBound([1, 2, 4], 9)]).toEqual([
    1, 2, 3,
  ]);
});

it('turns what a log axis cannot show into gaps', () => {
  expect([...positiveOnly([0, 2, -1])]).toEqual([NaN, 2, NaN]);
});
