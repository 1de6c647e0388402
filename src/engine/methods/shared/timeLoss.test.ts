import { expect, it } from 'vitest';
import { classProbabilities, earliest, timeLoss } from './timeLoss.ts';

const LOSS = { xi: 0.2, alpha: 0.005, beta: 1.5, tauSyn: 10 };

it('has the gradient of central differences, silent outputs included', () => {
  const times = Float64Array.of(14, 12.5, Infinity, 19);
  const errors = new Float64Array(4);
  const at = (own: Float64Array) => timeLoss(own, 0, LOSS, 1, new Float64Array(4));
  timeLoss(times, 0, LOSS, 0.25, errors);
  times.forEach((time, k) => {
    if (time === Infinity) {
      expect(errors[k]).toBe(0);
      return;
    }
    const moved = (by: number) => times.map((own, j) => (j === k ? own + by : own));
    const difference = (at(moved(1e-5)) - at(moved(-1e-5))) / 2e-5;
    expect(errors[k]).toBeCloseTo(0.25 * difference, 8);
  });
});

it('is 100 without a gradient when the label’s output is silent', () => {
  const errors = new Float64Array(3).fill(7);
  expect(timeLoss(Float64Array.of(1, Infinity, 2), 1, LOSS, 1, errors)).toBe(100);
  expect([...errors]).toEqual([0, 0, 0]);
});

it('does not overflow when the label comes far too late', () => {
  const errors = new Float64Array(2);
  const loss = timeLoss(Float64Array.of(1, 1e4), 1, { ...LOSS, alpha: 0 }, 1, errors);
  expect(loss).toBeCloseTo((1e4 - 1) / (LOSS.xi * LOSS.tauSyn), 6);
  expect(errors.every(Number.isFinite)).toBe(true);
});

it('predicts the first output, the lower one on a tie, and none without a spike', () => {
  expect(earliest(Float64Array.of(3, 2, 2))).toBe(1);
  expect(earliest(Float64Array.of(Infinity, Infinity))).toBe(-1);
  const shares = new Float64Array(3);
  classProbabilities(Float64Array.of(3, 2, Infinity), LOSS, shares);
  expect(shares[0]! + shares[1]!).toBeCloseTo(1, 14);
  expect(shares[1]! / shares[0]!).toBeCloseTo(Math.exp(1 / 2), 12);
  expect(shares[2]).toBe(0);
});
