import { describe, expect, it } from 'vitest';
import { philox4x32 } from './philox.ts';
import type { Counter, Key } from './philox.ts';
import { createStream, permutation } from './stream.ts';

/** Known-answer vectors published with Random123 (philox4x32, 10 rounds). */
const KNOWN: readonly (readonly [Counter, Key, readonly number[]])[] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

describe('philox4x32', () => {
  it.each(KNOWN)('reproduces the published vector for counter %j', (counter, key, expected) => {
    const out = new Uint32Array(4);
    philox4x32(counter, key, out);
    expect([...out]).toEqual(expected);
  });
});

describe('createStream', () => {
  it('repeats itself for the same names and differs for others', () => {
    const draw = (a: number, b: number): number[] => {
      const stream = createStream(7, 'weights', a, b);
      return [stream.uint32(), stream.uint32(), stream.uint32(), stream.uint32(), stream.uint32()];
    };
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(2, 1));
  });

  it('has the moments of the uniform and the normal distribution', () => {
    const stream = createStream(3, 'noise');
    const n = 50_000;
    let sum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    for (let i = 0; i < n; i++) {
      sum += stream.uniform();
      const value = stream.normal();
      normalSum += value;
      normalSquares += value * value;
    }
    // Five standard errors of each estimate.
    expect(Math.abs(sum / n - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(n));
    expect(Math.abs(normalSum / n)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(normalSquares / n - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(n));
  });

  it('shuffles to a permutation', () => {
    const order = permutation(1000, createStream(1, 'shuffle', 0, 4));
    expect([...order].sort((x, y) => x - y)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(order[0] === 0 && order[1] === 1 && order[2] === 2).toBe(false);
  });
});
