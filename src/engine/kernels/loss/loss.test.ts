import { beforeAll, describe, expect, it } from 'vitest';
import { engineAssets } from '../../../../scripts/headless/engineAssets.ts';
import { useBackend } from '../../backends.ts';
import { DIFFERENCES, LOSS } from '../../tolerances.ts';
import { lossBatch, lossCases, lossInFloat64 } from './cases.ts';
import { largestError, runLoss } from './runLoss.ts';

describe('loss in float64', () => {
  it.each(lossCases)('has the gradient of central differences: $name', ({ settings }) => {
    const given = lossBatch('analog', 3);
    const { gradient } = lossInFloat64(settings, given);
    const h = DIFFERENCES.step;
    const differences = given.activity.map((_, i) => {
      const lossWith = (by: number): number => {
        const activity = given.activity.slice();
        activity[i]! += by;
        return lossInFloat64(settings, { ...given, activity }).loss;
      };
      return (lossWith(h) - lossWith(-h)) / (2 * h);
    });
    expect(Math.max(...differences.map(Math.abs))).toBeGreaterThan(1e-3);
    expect(largestError(gradient, differences)).toBeLessThan(DIFFERENCES.tolerance);
  });

  it('has the value of its equation for counts that are known', () => {
    const [steps, batch, classes] = [2, 1, 2];
    // Class 0 spikes twice, class 1 once; the label is 1.
    const given = {
      shape: [steps, batch, classes] as const,
      activity: Float64Array.of(1, 0, 1, 1),
      labels: Float64Array.of(1),
    };
    const count = lossCases.find(({ settings }) => settings.loss === 'ceCount')!.settings;
    const crossEntropy = lossInFloat64(count, given);
    expect([...crossEntropy.scores]).toEqual([2, 1]);
    expect(crossEntropy.results[0]).toBeCloseTo(Math.log(1 + Math.E), 12);
    expect(crossEntropy.results[1]).toBe(0);
    const rates = lossCases.find(({ settings }) => settings.loss === 'mseCount')!.settings;
    const squared = lossInFloat64(rates, given);
    expect(squared.results[0]).toBeCloseTo(((1 - 0.05) ** 2 + (0.5 - 0.8) ** 2) / 2, 12);
  });

  it('stays finite for scores that overflow an exponential', () => {
    for (const { settings } of lossCases) {
      const given = lossBatch('analog', 3);
      const activity = given.activity.map((value) => 1e4 * value);
      const { loss, gradient } = lossInFloat64(settings, { ...given, activity });
      expect(loss).toBeLessThan(Infinity);
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('loss kernel on WASM against float64', () => {
  beforeAll(() => useBackend('wasm', engineAssets));

  it.each(lossCases)('$name', async ({ settings }) => {
    for (const kind of ['analog', 'spikes'] as const) {
      const given = lossBatch(kind);
      const want = lossInFloat64(settings, given);
      const got = await runLoss(settings, given, true);
      expect(largestError(got.scores, want.scores)).toBeLessThan(LOSS.wasm);
      expect(largestError(got.results, want.results)).toBeLessThan(LOSS.wasm);
      expect(largestError(got.gradient!, want.gradient)).toBeLessThan(LOSS.wasm);
      const without = await runLoss(settings, given, false);
      expect(without).toEqual({ ...got, gradient: null });
      const right = want.results.filter((_, i) => i % 2 === 1).reduce((sum, one) => sum + one, 0);
      expect(right).toBeGreaterThan(0);
      expect(right).toBeLessThan(given.shape[1]);
    }
  });
});
