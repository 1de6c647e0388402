import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
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

  // A gradient packs rows and columns of what goes into dense layers; one more forward pass, rows.
  it.each([
    ['dense, constant input, mean membrane', ['a']],
    ['recurrent, spikes in, reset to zero, loss at every step on membranes', ['input', 'a']],
    ['two layers into one, and a skip connection to the readout', ['a', 'b', 'c']],
    ['convolutions with the maximum of spikes between', ['b']],
    ['convolution, average of spikes over windows that leave a row over, dense', ['b']],
    ['maximum of a constant input', ['a']],
  ])('packs each activation once a pass: %s', async (name, packed) => {
    const given = gradientCases.find((one) => one.name === name)!;
    const runKernel = vi.spyOn(tf.engine(), 'runKernel');
    await engineGradient(setUp(given), given.input === 'static');
    const calls = runKernel.mock.calls.filter(([kernel]) => kernel === 'SpikegroundPackSpikes');
    runKernel.mockRestore();
    const along = (which: string) => calls.filter(([, , attrs]) => attrs?.['along'] === which);
    expect(along('rows')).toHaveLength(2 * packed.length);
    expect(along('columns')).toHaveLength(packed.length);
  });
});
