import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import { OPTIMISER } from '../../tolerances.ts';
import { largestError } from '../loss/runLoss.ts';
import { optimiserCases, stepsInFloat64, stepsOnBackend } from './cases.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('optimisers on WebGPU', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  it.each(optimiserCases)('as in float64: $name', async (given) => {
    const want = stepsInFloat64(given);
    const { weights, leaked } = await stepsOnBackend(given);
    weights.forEach((got, index) => {
      expect(largestError(got, want[index]!)).toBeLessThan(OPTIMISER.webgpu);
    });
    expect(leaked).toBe(0);
  });
});
