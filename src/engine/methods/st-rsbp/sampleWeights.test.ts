import { expect, it } from 'vitest';
import { boosted } from './reference/optimiser.ts';
import { createSampleWeights } from './sampleWeights.ts';

it('grow as in the reference, over the samples that were presented', () => {
  const labels = [0, 0, 0, 1, 1, 2];
  const presented = [0, 1, 2, 3, 4];
  const samples = createSampleWeights(labels.length);
  let want = presented.map(() => 1);
  for (const wrong of [
    [true, false, false, true, true],
    [true, true, false, false, false],
  ]) {
    presented.forEach((sample) => samples.note(sample, !wrong[sample]));
    samples.boost(labels, 3);
    want = boosted(want, labels, wrong, 3).weights;
    expect(presented.map((sample) => samples.of(sample))).toEqual(want);
  }
  expect(Math.max(...want)).toBeGreaterThan(1.03);
  expect(samples.of(5)).toBe(1);
});
