import { expect, it } from 'vitest';
import type { GradientReport } from '#protocol/measure.ts';
import { agreementOf } from './agreement.ts';

const report = (gradients: Record<string, number[]>, taken = Object.keys(gradients)) =>
  ({
    samples: 1,
    taken,
    gradients: Object.entries(gradients).map(([id, values]) => ({
      id,
      values: Float64Array.from(values),
    })),
  }) satisfies GradientReport;

it('is the cosine over all common parameters of a layer', () => {
  const own = report({ 'a/weights/c': [3, 0], 'a/bias': [4], 'b/weights/d': [1, 1] });
  const other = report({ 'a/weights/c': [6, 0], 'a/bias': [-8], 'b/weights/d': [-2, -2] });
  const [a, b] = agreementOf(own, other);
  expect(a).toEqual({ layerId: 'a', weights: 3, cosine: (18 - 32) / 50 });
  expect(b?.cosine).toBeCloseTo(-1, 12);
  for (const { cosine } of agreementOf(own, own)) expect(cosine).toBeCloseTo(1, 12);
});

it('leaves out what only one has, what other weights were used for, and silence', () => {
  const own = report({ 'a/weights/c': [3, 0], 'a/bias': [4], 'b/weights/d': [1, 1] });
  const fewer = report({ 'a/weights/c': [1, 0], 'b/weights/d': [0, 0] });
  expect(agreementOf(own, fewer)).toEqual([
    { layerId: 'a', weights: 2, cosine: 1 },
    { layerId: 'b', weights: 2, cosine: null },
  ]);
  const otherSize = report({ 'a/weights/c': [1, 0, 1] });
  expect(agreementOf(own, otherSize)[0]).toEqual({ layerId: 'a', weights: 0, cosine: null });
  const untaken = report({ 'a/weights/c': [3, 0], 'a/bias': [4] }, ['a/bias']);
  expect(agreementOf(own, untaken)[0]).toEqual({ layerId: 'a', weights: 1, cosine: 1 });
});
