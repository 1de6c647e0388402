import { expect, it } from 'vitest';
import { levelDb, trimTake } from './take.ts';

const RATE = 8000;

/** A tone from one time to another in a second of faint noise. */
function word(from: number, to: number, amplitude = 0.5): Float32Array {
  return Float32Array.from({ length: RATE }, (_, t) => {
    const isIn = t >= from * RATE && t < to * RATE;
    return (isIn ? amplitude * Math.sin(t) : 0) + 0.0005 * Math.sin(7.3 * t);
  });
}

it('measures loudness against full scale', () => {
  expect(levelDb(new Float32Array(100).fill(1))).toBeCloseTo(0, 6);
  expect(levelDb(new Float32Array(100).fill(0.1))).toBeCloseTo(-20, 4);
  expect(levelDb(new Float32Array(100))).toBeLessThan(-100);
});

it('cuts silence before and after a word', () => {
  const take = trimTake(word(0.3, 0.7), RATE);
  expect(take?.sound.length).toBe(0.46 * RATE);
  expect(levelDb(take!.sound, 0, 160)).toBeLessThan(-60);
  expect(levelDb(take!.sound, 400, 600)).toBeGreaterThan(-15);
  expect([take?.sampleRateHz, take?.isClipped]).toEqual([RATE, false]);
});

it('keeps soft parts of a word, and pauses inside it', () => {
  const sound = word(0.2, 0.3);
  for (let t = 0.5 * RATE; t < 0.6 * RATE; t++) sound[t] = 0.05 * Math.sin(t);
  expect(trimTake(sound, RATE)?.sound.length).toBeCloseTo((0.6 - 0.2 + 0.06) * RATE, 6);
});

it('hears no word in silence, and says when the microphone was overdriven', () => {
  expect(trimTake(word(0, 0), RATE)).toBeNull();
  expect(trimTake(new Float32Array(0), RATE)).toBeNull();
  const loud = word(0.3, 0.6, 4).map((value) => Math.max(-1, Math.min(1, value)));
  expect(trimTake(loud, RATE)?.isClipped).toBe(true);
});
