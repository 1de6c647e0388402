import { expect, it } from 'vitest';
import type { ImportPhase } from '#protocol/import.ts';
import { createTimeLeft } from './timeLeft.ts';

/** A clock to turn by hand, and reports of 1,000 samples. */
function reading() {
  let ms = 0;
  const left = createTimeLeft(() => ms);
  return (afterMs: number, done: number, phase: ImportPhase = 'reading') => {
    ms += afterMs;
    return left({ phase, done, total: 1000 });
  };
}

it('says nothing before three stretches, then what the pace gives', () => {
  const at = reading();
  expect([at(0, 0), at(500, 10), at(500, 20)]).toEqual([null, null, null]);
  // 50 ms each, 970 left.
  expect(at(500, 30)).toBe(50);
});

it('goes by the median: one long stretch changes nothing', () => {
  const at = reading();
  for (let i = 0; i <= 5; i++) at(500, 10 * i);
  expect(at(20_000, 60)).toBe(50);
});

it('rises only when the work has become clearly slower', () => {
  const at = reading();
  let shown: number | null = null;
  for (let i = 0; i <= 8; i++) shown = at(500, 10 * i);
  const before = shown ?? 0;
  for (let i = 9; i <= 12; i++) shown = at(520, 10 * i);
  expect(shown).toBeLessThanOrEqual(before);
  for (let i = 13; i <= 30; i++) shown = at(2000, 10 * i);
  expect(shown).toBe(120);
});

it('starts anew with another phase, and with other files', () => {
  const at = reading();
  for (let i = 0; i <= 5; i++) at(500, 10 * i);
  expect(at(500, 5, 'storing')).toBeNull();
  for (let i = 0; i <= 5; i++) at(500, 100 + 10 * i, 'storing');
  expect(at(500, 170, 'storing')).not.toBeNull();
  expect(at(500, 1, 'storing')).toBeNull();
});
