import { describe, expect, it } from 'vitest';
import { DIFFERENCES } from '../../tolerances.ts';
import { gradientCases } from './cases.ts';
import { differencedGradient, referenceGradient } from './referenceGradient.ts';
import { setUp } from './setUp.ts';

describe('backward pass of the float64 network against central differences', () => {
  it.each(gradientCases.filter(({ hasSmoothTwin }) => hasSmoothTwin))('$name', (given) => {
    const problem = setUp(given);
    const { pass, gradients } = referenceGradient(problem, true);
    const differences = differencedGradient(problem, pass, DIFFERENCES.step);
    expect([...gradients.keys()].sort()).toEqual([...problem.values.keys()].sort());
    for (const [id, want] of differences) {
      const got = gradients.get(id)!;
      expect(Math.max(...want.map(Math.abs)), `${id} learns`).toBeGreaterThan(1e-3);
      const worst = Math.max(...want.map((value, i) => Math.abs(got[i]! - value)));
      expect(worst, id).toBeLessThan(DIFFERENCES.tolerance);
    }
  });
});
