import { beforeAll, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { useBackend } from '../../backends.ts';
import { OPTIMISER } from '../../tolerances.ts';
import { largestError } from '../loss/runLoss.ts';
import { optimiserCases, stepsInFloat64, stepsOnBackend } from './cases.ts';

beforeAll(() => useBackend('wasm', engineAssets));

it('covers the kernels of the catalog', () => {
  const kinds = new Set(optimiserCases.map(({ attrs }) => attrs.kind));
  expect(kinds).toEqual(new Set(catalog.optimisers.map(({ kernel }) => kernel)));
});

it.each(optimiserCases)('on WASM as in float64: $name', async (given) => {
  const want = stepsInFloat64(given);
  const { weights, leaked } = await stepsOnBackend(given);
  weights.forEach((got, index) => {
    expect(largestError(got, want[index]!)).toBeLessThan(OPTIMISER.wasm);
  });
  expect(leaked).toBe(0);
});

it('clips only a gradient that is too long, and by the length over all parameters', () => {
  const [free, short, loose] = optimiserCases.map(stepsInFloat64);
  expect(largestError(short![1]!, free![1]!)).toBeGreaterThan(0.1);
  expect(largestError(loose![1]!, free![1]!)).toBe(0);
});
