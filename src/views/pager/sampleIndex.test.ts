import { expect, it } from 'vitest';
import { clampIndex, parseIndex } from './sampleIndex.ts';

it('keeps a sample number inside its split', () => {
  expect([clampIndex(-1, 10), clampIndex(4, 10), clampIndex(10, 10)]).toEqual([0, 4, 9]);
  expect(clampIndex(3, 0)).toBe(0);
});

it('takes only numbers that name a sample', () => {
  expect(parseIndex(' 12 ', 100)).toBe(12);
  for (const text of ['', '-1', '1.5', '100', '1e1', 'x']) expect(parseIndex(text, 100)).toBeNull();
});
