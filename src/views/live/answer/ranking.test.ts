import { expect, it } from 'vitest';
import { rank } from './ranking.ts';

it('names the first and the second guess', () => {
  const { first, second, isUndecided } = rank([0.1, 0.25, 0.65]);
  expect([first, second]).toEqual([
    { index: 2, share: 0.65 },
    { index: 1, share: 0.25 },
  ]);
  expect(isUndecided).toBe(false);
});

it('does not take silence for an answer', () => {
  expect(rank([0.1, 0.1, 0.1]).isUndecided).toBe(true);
  expect(rank([0.3334, 0.3333, 0.3333]).isUndecided).toBe(false);
  expect(rank([1]).isUndecided).toBe(false);
});
