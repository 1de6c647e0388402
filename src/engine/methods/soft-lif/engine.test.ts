import { beforeAll, describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { useBackend } from '../../backends.ts';
import { relativeError } from '../../network/reference/engineGradient.ts';
import { setUp } from '../../network/reference/setUp.ts';
import { alphaMembraneResponse, alphaResponse } from './impulseResponse.ts';
import { softRate, softSlope } from './rates.ts';
import { differencedLoss, staticCases, staticLoss } from './testing/staticNetwork.ts';
import { compareSpiking, engineStaticGradient, NEURON, noisyRates } from './testing/engineRuns.ts';

beforeAll(() => useBackend('wasm', engineAssets));

const attrs = {
  neuron: NEURON,
  noise: { kind: 'none', sigmaHz: 10, tauS: 0.003 },
  key: [11, 4],
  layer: 77,
} as const;

describe('gradients of static networks on WASM against central differences in float64', () => {
  it.each(staticCases)('$name', async (given) => {
    const problem = setUp(given);
    const engine = await engineStaticGradient(problem);
    expect(engine.loss).toBeCloseTo(staticLoss(problem, problem.values), 5);
    const wanted = differencedLoss(problem, 1e-6);
    expect(wanted.size).toBe(engine.gradients.size);
    for (const [id, want] of wanted) {
      expect(Math.max(...want.map(Math.abs)), `${id} learns`).toBeGreaterThan(1e-4);
      expect(relativeError(engine.gradients.get(id) ?? [], want), id).toBeLessThan(2e-5);
    }
  });
});

describe('rates on WASM', () => {
  it('equal those in float64 from deep silence to saturation, without a number that is none', async () => {
    const x = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 20);
    const { values, slopes } = await noisyRates(x, [0], attrs, false);
    let [rateError, slopeError] = [0, 0];
    x.forEach((at, i) => {
      const rate = NEURON.amp * softRate(at + 1, NEURON, NEURON.gamma);
      const slope = NEURON.amp * softSlope(at + 1, NEURON, NEURON.gamma);
      rateError = Math.max(rateError, Math.abs(values[i]! / rate - 1));
      slopeError = Math.max(slopeError, Math.abs(slopes[i]! / slope - 1));
    });
    // x/γ is rounded to 24 bits before it is exponentiated: 2000·2⁻²⁴ at y = −20.
    expect(rateError).toBeLessThan(3e-6);
    expect(slopeError).toBeLessThan(6e-6);
  });

  it('draw the same noise for a sample whatever its batch, and other noise in another epoch', async () => {
    const noise = { ...attrs.noise, kind: 'gaussian' } as const;
    const x = Float32Array.from({ length: 3 * 37 }, (_, i) => 0.2 + (i % 37) / 10);
    const all = await noisyRates(x, [8, 5, 2 ** 31 - 1], { ...attrs, noise });
    const alone = await noisyRates(x.slice(37, 74), [5], { ...attrs, noise });
    expect([...alone.values]).toEqual([...all.values.subarray(37, 74)]);
    const later = await noisyRates(x.slice(37, 74), [5], { ...attrs, noise, key: [11, 5] });
    const same = later.values.filter((value, i) => value === alone.values[i]).length;
    expect(same).toBeLessThan(4);
    const quiet = await noisyRates(x, [8, 5, 2 ** 31 - 1], attrs, false);
    expect([...quiet.slopes]).toEqual([...all.slopes]);
  });

  it.each([
    ['gaussian', 0.8],
    ['alpha', 0.8],
    ['alphaRc', 0.8],
    ['alpha', 0.02],
    ['alphaRc', 0.02],
  ] as const)('have the moments of %s noise at x = %f', async (kind, at) => {
    const n = 60_000;
    const noise = { ...attrs.noise, kind };
    const x = new Float32Array(n).fill(at);
    const { values } = await noisyRates(x, [3], { ...attrs, noise });
    const rate = softRate(at + 1, NEURON, NEURON.gamma);
    const period = 1 / rate;
    const wanted = (u: number): number => {
      if (kind === 'alpha') return alphaResponse(u * period, period, 0.003);
      return Math.max(0, alphaMembraneResponse(u * period, period, 0.003, NEURON.tauRcS));
    };
    const phases = Array.from({ length: 20_000 }, (_, i) => wanted((i + 0.5) / 20_000));
    const mean = (all: ArrayLike<number>): number =>
      Array.from(all).reduce((sum, value) => sum + value, 0) / all.length;
    const spread = (all: ArrayLike<number>): number => {
      const centre = mean(all);
      return Math.sqrt(mean(Array.from(all, (value) => (value - centre) ** 2)));
    };
    const sd = kind === 'gaussian' ? 10 : spread(phases);
    // Five standard errors of a mean; spreads of these skewed values are known to a few per cent.
    const rates = values.map((value) => value / NEURON.amp);
    const centre = kind === 'gaussian' ? rate : mean(phases);
    expect(Math.abs(mean(rates) - centre)).toBeLessThan((5 * sd) / Math.sqrt(n));
    expect(Math.abs(spread(rates) / sd - 1)).toBeLessThan(0.03);
  });
});

describe('spiking neurons on WASM against float64', () => {
  it.each([
    ['a constant drive', true],
    ['filtered spikes', false],
  ])('%s', async (_name, still) => {
    const { spikes, different, membraneError } = await compareSpiking(still);
    expect(spikes).toBeGreaterThan(500);
    expect(different / spikes).toBeLessThan(0.01);
    // Currents reach a hundred times the threshold.
    expect(membraneError).toBeLessThan(1e-3);
  });
});
