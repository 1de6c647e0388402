import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { relativeError } from '../../network/reference/engineGradient.ts';
import { setUp } from '../../network/reference/setUp.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import { compareSpiking, engineStaticGradient, NEURON, noisyRates } from './testing/engineRuns.ts';
import { differencedLoss, staticCases, staticLoss } from './testing/staticNetwork.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('soft-LIF on WebGPU', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  it.each(staticCases)('gradients against central differences: $name', async (given) => {
    const problem = setUp(given);
    const engine = await engineStaticGradient(problem);
    expect(engine.loss).toBeCloseTo(staticLoss(problem, problem.values), 5);
    for (const [id, want] of differencedLoss(problem, 1e-6)) {
      expect(relativeError(engine.gradients.get(id) ?? [], want), id).toBeLessThan(5e-5);
    }
  });

  it.each([
    ['a constant drive', true],
    ['filtered spikes', false],
  ])('spiking neurons against float64: %s', async (_name, still) => {
    const { spikes, different, membraneError } = await compareSpiking(still);
    expect(spikes).toBeGreaterThan(500);
    expect(different / spikes).toBeLessThan(0.01);
    expect(membraneError).toBeLessThan(1e-3);
  });

  it.each(['none', 'gaussian', 'alpha', 'alphaRc'] as const)(
    'draws the numbers that WASM draws: %s',
    async (kind) => {
      const x = Float32Array.from({ length: 2 * 53 }, (_, i) => ((i % 53) - 20) / 10);
      const attrs = {
        neuron: NEURON,
        key: [0xdeadbeef, 9],
        layer: 0x9e3779b1,
        noise: { kind, sigmaHz: 10, tauS: 0.003 },
      } as const;
      const streams = [4, 7 - 2 ** 31];
      const shaders = await noisyRates(x, streams, attrs);
      await useBackend('wasm', pageAssets);
      const wasm = await noisyRates(x, streams, attrs);
      await useBackend('webgpu', pageAssets);
      expect(new Set(wasm.values).size).toBeGreaterThan(40);
      wasm.values.forEach((value, i) => {
        // Shaders may compute exponentials and logarithms to some 1e−5.
        expect(Math.abs(shaders.values[i]! - value), `${i}`).toBeLessThan(2e-4 * (1 + value));
        const slope = wasm.slopes[i]!;
        expect(Math.abs(shaders.slopes[i]! / slope - 1), `${i}`).toBeLessThan(1e-3);
      });
    },
  );
});
