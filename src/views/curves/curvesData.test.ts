import { expect, it } from 'vitest';
import type { CurveColumn } from '#state/curveStore.ts';
import { curvesData } from './curvesData.ts';

const columns: Record<CurveColumn, number[]> = {
  update: [1, 2, 2, 3],
  seconds: [0.1, 0.2, 0.3, 0.4],
  epoch: [0, 0, 1, 1],
  trainLoss: [2, 1.5, NaN, 1],
  trainAccuracy: [0.3, 0.4, NaN, 0.6],
  testLoss: [NaN, NaN, 1.4, NaN],
  testAccuracy: [NaN, NaN, 0.5, NaN],
  validationLoss: [NaN, NaN, NaN, NaN],
  validationAccuracy: [NaN, NaN, NaN, NaN],
};
const column = (name: CurveColumn): Float64Array => Float64Array.from(columns[name]);

it('separates train rows from test rows, so that neither breaks the other line', () => {
  const [train, test] = curvesData(column, 'loss').series;
  expect(train).toMatchObject({
    kind: 'train',
    updates: Float64Array.of(1, 2, 3),
    values: Float64Array.of(2, 1.5, 1),
  });
  expect(test).toMatchObject({
    kind: 'test',
    updates: Float64Array.of(2),
    seconds: Float64Array.of(0.3),
    values: Float64Array.of(1.4),
  });
  expect(curvesData(column, 'accuracy').series[1]?.values).toEqual(Float64Array.of(0.5));
});

it('calls what was held back validation, and shows a test only once it was made', () => {
  const held = {
    ...columns,
    validationLoss: columns.testLoss,
    validationAccuracy: columns.testAccuracy,
    testLoss: columns.validationLoss,
    testAccuracy: columns.validationAccuracy,
  };
  const kinds = (rows: typeof held): string[] =>
    curvesData((name) => Float64Array.from(rows[name]), 'loss').series.map(({ label }) => label);
  expect(kinds(held)).toEqual(['train', 'validation']);
  const tested = { ...held, testLoss: [NaN, NaN, NaN, 1.3], testAccuracy: [NaN, NaN, NaN, 0.55] };
  expect(kinds(tested)).toEqual(['train', 'validation', 'test']);
});

it('keeps a loss that is no number as a gap of the train curve', () => {
  const lost = { ...columns, trainLoss: [2, NaN, NaN, NaN] };
  const [train] = curvesData((name) => Float64Array.from(lost[name]), 'loss').series;
  expect(train?.values).toEqual(Float64Array.of(2, NaN, NaN));
});
