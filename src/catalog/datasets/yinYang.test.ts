import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { YIN_YANG_SETS, yinYang, yinYangClass, yinYangPoints } from './yinYang.ts';
import fixture from './yinYang.fixture.json' with { type: 'json' };

/** The published reference lies beside the project where all methods are developed. */
const REFERENCE = fileURLToPath(
  new URL('../../../../shared/reference/fast-and-deep/yinyang_points.json', import.meta.url),
);

interface ReferenceSet {
  readonly seed: number;
  readonly size: number;
  readonly first_points: readonly { x: number; y: number; label: number }[];
}

describe.each(fixture.sets)('Yin-Yang of seed $seed', (expected) => {
  const points = yinYangPoints(expected.seed, expected.size);

  it('has the published points, bit for bit', () => {
    const first = points.slice(0, expected.firstPoints.length);
    expect(first.map(({ x, y, label }) => [x, y, label])).toEqual(expected.firstPoints);
    const last = points.at(-1);
    expect([last?.x, last?.y, last?.label]).toEqual(expected.lastPoint);
  });

  it('has the published class counts and sums', () => {
    const counts = [0, 1, 2].map((label) => points.filter((p) => p.label === label).length);
    expect(counts).toEqual(expected.classCounts);
    const sum = (axis: 'x' | 'y') => points.reduce((total, point) => total + point[axis], 0);
    // The published sums were added in another order: 5000 additions of numbers below 2600.
    expect(Math.abs(sum('x') - expected.sumXy[0]!)).toBeLessThan(1e-9);
    expect(Math.abs(sum('y') - expected.sumXy[1]!)).toBeLessThan(1e-9);
  });
});

it.skipIf(!existsSync(REFERENCE))('agrees with every point of the reference file', () => {
  const { sets } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { sets: ReferenceSet[] };
  expect(sets.length).toBe(3);
  for (const { seed, first_points: expected } of sets) {
    const points = yinYangPoints(seed, expected.length);
    expect(points).toEqual(expected.map(({ x, y, label }) => ({ x, y, label })));
  }
});

it('classifies the middle of each region', () => {
  expect(yinYangClass(0.75, 0.5)).toBe(2);
  expect(yinYangClass(0.25, 0.5)).toBe(2);
  expect(yinYangClass(0.5, 0.9)).toBe(1);
  expect(yinYangClass(0.25, 0.35)).toBe(1);
  expect(yinYangClass(0.5, 0.1)).toBe(0);
  expect(yinYangClass(0.75, 0.65)).toBe(0);
});

it('shows a point as (x, y, 1 − x, 1 − y) in float32', async () => {
  const { train, test } = await yinYang.load();
  expect([train.count, test.count]).toEqual([5000, 1000]);
  const [point] = yinYangPoints(YIN_YANG_SETS.train.seed, 1);
  const { x, y } = point!;
  expect([...train.values.subarray(0, 4)]).toEqual([x, y, 1 - x, 1 - y].map(Math.fround));
});
