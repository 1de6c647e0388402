import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../backends.ts';
import { canTestWebgpu, pageAssets } from '../testing/pageAssets.ts';
import { GRADIENT } from '../tolerances.ts';
import { gradientCases } from './reference/cases.ts';
import { engineGradient, relativeError } from './reference/engineGradient.ts';
import { referenceGradient } from './reference/referenceGradient.ts';
import { setUp } from './reference/setUp.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('engine on WebGPU against float64', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  it.each(gradientCases)('$name', async (given) => {
    expect(tf.getBackend()).toBe('webgpu');
    const problem = setUp(given);
    const { gradients, loss, pass } = referenceGradient(problem, false);
    const engine = await engineGradient(problem, given.input === 'static');
    expect(engine.loss).toBeCloseTo(loss, 5);
    for (const [id, spikes] of engine.spikes) {
      expect([...spikes], id).toEqual([...pass.get(id)!.output]);
    }
    for (const [id, want] of gradients) {
      expect(relativeError(engine.gradients.get(id)!, want), id).toBeLessThan(GRADIENT.webgpu);
    }
  });
});
