import { describe, expect, it } from 'vitest';
import type { DatasetEntry, Samples } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';
import { circles } from './circles.ts';
import { datasets } from './index.ts';
import { moons } from './moons.ts';
import { spiral } from './spiral.ts';
import { xor } from './xor.ts';

const NO_FILES = { read: () => Promise.reject(new Error('generated data reads no file')) };
const planar: readonly DatasetEntry[] = (datasets as readonly DatasetEntry[]).filter(
  (entry) => entry.plane !== undefined,
);

function load(entry: DatasetEntry, params: ParamValues = {}, seed = 1) {
  return entry.load(NO_FILES, withDefaults(entry.params, params), createStream(seed, 'dataset'));
}

/** Points with class, of the training split without noise. */
async function clean(entry: DatasetEntry, params: ParamValues = {}) {
  const { train } = await load(entry, { ...params, noise: 0 });
  return Array.from({ length: train.count }, (_, i) => ({
    x: train.values[4 * i]!,
    y: train.values[4 * i + 1]!,
    label: train.labels[i]!,
  }));
}

function inUnitSquare({ values }: Samples): boolean {
  return values.every((value) => value >= 0 && value <= 1);
}

it('counts five data sets in the plane', () => {
  expect(planar.map((entry) => entry.id)).toEqual(['yinYang', 'circles', 'moons', 'spiral', 'xor']);
});

describe.each(planar)('$id', (entry) => {
  it('fills the inputs from the point, and mirrors it', async () => {
    const { train } = await load(entry);
    expect(train.values.length).toBe(train.count * 4);
    for (let i = 0; i < train.count; i++) {
      const [x, y, mirroredX, mirroredY] = train.values.subarray(4 * i, 4 * i + 4);
      expect(x! + mirroredX!).toBeCloseTo(1, 6);
      expect(y! + mirroredY!).toBeCloseTo(1, 6);
      expect(entry.plane!.toInput(x!, y!).slice(0, 2)).toEqual([x, y]);
    }
  });

  it('repeats itself for one seed', async () => {
    const [a, b, other] = await Promise.all([load(entry), load(entry), load(entry, {}, 2)]);
    expect(a).toEqual(b);
    expect(other.train.values[0] === a.train.values[0]).toBe(entry.seeded !== true);
  });

  it('has points of every class, in the unit square', async () => {
    const { train, test } = await load(entry);
    for (const split of [train, test]) {
      expect(inUnitSquare(split)).toBe(true);
      expect(new Set(split.labels)).toEqual(new Set(entry.classes.keys()));
    }
  });
});

describe.each([circles, moons, spiral, xor] as readonly DatasetEntry[])('$id', (entry) => {
  it('stays in the square under heavy noise', async () => {
    const { train } = await load(entry, { noise: 1 });
    expect(inUnitSquare(train)).toBe(true);
  });

  it('keeps its test points when the number of training points changes', async () => {
    const few = await load(entry, { nTrain: 10 });
    const many = await load(entry, { nTrain: 500 });
    expect([few.train.count, many.train.count]).toEqual([10, 500]);
    expect(few.test).toEqual(many.test);
  });
});

it('puts circles on their radii', async () => {
  for (const { x, y, label } of await clean(circles))
    expect(Math.hypot(x - 0.5, y - 0.5)).toBeCloseTo(label === 0 ? 0.4 : 0.2, 6);
});

it('puts moons on half circles of radius 0.3 that reach into each other', async () => {
  for (const { x, y, label } of await clean(moons)) {
    const centreX = label === 0 ? 0.35 : 0.65;
    const centreY = label === 0 ? 0.425 : 0.575;
    expect(Math.hypot(x - centreX, y - centreY)).toBeCloseTo(0.3, 6);
    expect(label === 0 ? y >= centreY - 1e-6 : y <= centreY + 1e-6).toBe(true);
  }
});

it('puts the arms of the spiral opposite each other', async () => {
  const turns = 1.5;
  for (const { x, y, label } of await clean(spiral, { turns })) {
    const q = Math.hypot(x - 0.5, y - 0.5) / 0.45;
    const angle = 2 * Math.PI * turns * q + Math.PI * label;
    expect(x).toBeCloseTo(0.5 + 0.45 * q * Math.cos(angle), 5);
    expect(y).toBeCloseTo(0.5 + 0.45 * q * Math.sin(angle), 5);
  }
});

it('labels XOR by the quarter, all four of them in use', async () => {
  const points = await clean(xor);
  for (const { x, y, label } of points) expect(label).toBe(x > 0.5 === y > 0.5 ? 0 : 1);
  const quarters = new Set(points.map(({ x, y }) => `${x > 0.5} ${y > 0.5}`));
  expect(quarters.size).toBe(4);
});
