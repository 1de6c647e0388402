import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import { LOSS } from '../../tolerances.ts';
import { lossBatch, lossCases, lossInFloat64 } from './cases.ts';
import { largestError, runLoss } from './runLoss.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

describe.skipIf(!available)('loss kernel on WebGPU against float64', () => {
  beforeAll(() => useBackend('webgpu', pageAssets));

  it.each(lossCases)('$name', async ({ settings }) => {
    for (const kind of ['analog', 'spikes'] as const) {
      const given = lossBatch(kind);
      const want = lossInFloat64(settings, given);
      const got = await runLoss(settings, given, true);
      expect(largestError(got.scores, want.scores)).toBeLessThan(LOSS.webgpu);
      expect(largestError(got.results, want.results)).toBeLessThan(LOSS.webgpu);
      expect(largestError(got.gradient!, want.gradient)).toBeLessThan(LOSS.webgpu);
      const without = await runLoss(settings, given, false);
      expect(without).toEqual({ ...got, gradient: null });
    }
  });

  it('stays finite for scores that overflow an exponential', async () => {
    for (const { settings } of lossCases) {
      const given = lossBatch('analog', 3);
      const activity = given.activity.map((value) => 1e4 * value);
      const got = await runLoss(settings, { ...given, activity }, true);
      expect([...got.results, ...got.gradient!].every(Number.isFinite)).toBe(true);
    }
  });
});
