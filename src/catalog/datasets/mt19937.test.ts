import { expect, it } from 'vitest';
import { createMt19937 } from './mt19937.ts';

it('gives the known outputs of the default seed 5489', () => {
  const rng = createMt19937(5489);
  expect(rng.uint32()).toBe(3499211612);
  for (let i = 1; i < 9999; i++) rng.uint32();
  // The 10,000th output is the check value of the C++ standard, [rand.predef].
  expect(rng.uint32()).toBe(4123659995);
});

it('makes doubles in [0, 1) from two outputs', () => {
  const words = createMt19937(7);
  const doubles = createMt19937(7);
  for (let i = 0; i < 100; i++) {
    const high = BigInt(words.uint32() >>> 5);
    const low = BigInt(words.uint32() >>> 6);
    expect(doubles.uniform53()).toBe(Number((high << 26n) | low) / 2 ** 53);
  }
});
