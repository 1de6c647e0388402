import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import { effectPolynomials, largestCount, meanEffects } from './effectTable.ts';
import {
  effectAt,
  monteCarloEffect,
  monteCarloPolynomials,
  randomTrain,
} from './reference/effectPolynomials.ts';

const DRAWS = 3000;

describe('the mean of e between random trains', () => {
  it.each([
    { steps: 80, tauMem: 16, tauSyn: 4, refractorySteps: 2 },
    { steps: 60, tauMem: 20, tauSyn: 3, refractorySteps: 0 },
    { steps: 120, tauMem: 64, tauSyn: 8, refractorySteps: 4 },
  ])('is that of many draws: %o', (options) => {
    const n = largestCount(options);
    const exact = meanEffects(options, n);
    for (const [pre, post] of [
      [1, 1],
      [3, 5],
      [n, 2],
      [2, n],
      [n, n],
    ] as const) {
      const random = createStream(5, 'noise', pre, post);
      const drawn = monteCarloEffect(pre, post, options.steps, options, DRAWS, random);
      const distance = Math.abs(exact[pre - 1]![post - 1]! - drawn.mean);
      expect(drawn.error).toBeGreaterThan(0);
      // Fifteen comparisons: one over 4.5 standard errors is an accident of one in 10,000.
      expect(distance / drawn.error, `${pre} to ${post}`).toBeLessThan(4.5);
    }
  });

  it('gives the quartics of a table by draws, without their noise', () => {
    const options = { steps: 40, tauMem: 16, tauSyn: 4, refractorySteps: 2 };
    const n = largestCount(options);
    const exact = effectPolynomials(options);
    const drawn = monteCarloPolynomials(n, options.steps, options, 300, createStream(3, 'noise'));
    for (let pre = 2; pre <= n; pre += 4) {
      for (let post = 2; post <= n; post += 3) {
        const want = effectAt(exact, pre, post);
        expect(Math.abs(effectAt(drawn, pre, post) / want - 1)).toBeLessThan(0.1);
      }
    }
  });
});

it('random trains keep their distance, fit their window and repeat themselves', () => {
  const draw = (seed: number): number[] => randomTrain(9, 40, 2, createStream(seed, 'noise'));
  for (let seed = 0; seed < 50; seed++) {
    const train = draw(seed);
    expect(train).toHaveLength(9);
    expect(train[0]).toBeGreaterThanOrEqual(1);
    expect(train.at(-1)).toBeLessThan(40);
    for (let k = 1; k < train.length; k++) expect(train[k]! - train[k - 1]!).toBeGreaterThan(2);
  }
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(() => randomTrain(20, 40, 2, createStream(1, 'noise'))).toThrow(RangeError);
});
