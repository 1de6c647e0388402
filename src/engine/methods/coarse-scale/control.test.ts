import { describe, expect, it } from 'vitest';
import type { CartPoleState } from './cartPole.ts';
import { CART_POLE, cartPoleStep, hasFallen } from './cartPole.ts';
import { learnToBalance } from './control.ts';

describe('the cart and pole', () => {
  it('mirrors its motion when everything is mirrored', () => {
    let [a, b]: [CartPoleState, CartPoleState] = [
      [0.1, -0.2, 0.03, 0.4],
      [-0.1, 0.2, -0.03, -0.4],
    ];
    for (const action of [1, 1, 0, 1, 0, 0]) {
      a = cartPoleStep(a, action);
      b = cartPoleStep(b, 1 - action);
      a.forEach((value, i) => expect(value).toBeCloseTo(-b[i]!, 12));
    }
    expect(Math.abs(a[1])).toBeGreaterThan(0.05);
  });

  it('accelerates a cart with an upright pole as a force on a chain of two bodies does', () => {
    // At rest and upright: θ̈ = −q / (l(4/3 − m_p/M)), ẍ = q + m_p l |θ̈| / M, q = F/M.
    const { force, massCart, massPole, halfLength, dt } = CART_POLE;
    const mass = massCart + massPole;
    const turn = -force / mass / (halfLength * (4 / 3 - massPole / mass));
    const [, xDot, , thetaDot] = cartPoleStep([0, 0, 0, 0], 1);
    expect(thetaDot).toBeCloseTo(dt * turn, 12);
    expect(xDot).toBeCloseTo(dt * (force / mass - (massPole * halfLength * turn) / mass), 12);
  });

  it('falls at its limits', () => {
    expect(hasFallen([2.4, 0, 0, 0])).toBe(false);
    expect(hasFallen([2.41, 0, 0, 0])).toBe(true);
    expect(hasFallen([0, 0, -0.21, 0])).toBe(true);
  });
});

it('a coarse-scale network learns to balance', () => {
  const lengths = learnToBalance({ seed: 1, steps: 4, episodes: 160, cap: 200 });
  const mean = (part: readonly number[]): number =>
    part.reduce((sum, length) => sum + length, 0) / part.length;
  expect(lengths).toHaveLength(160);
  expect(mean(lengths.slice(0, 40))).toBeLessThan(40);
  expect(mean(lengths.slice(-40))).toBeGreaterThan(1.25 * mean(lengths.slice(0, 40)));
});
