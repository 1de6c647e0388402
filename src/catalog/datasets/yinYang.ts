/**
 * Yin-Yang: three classes that no line separates, small enough to train in seconds.
 *
 * Disc of radius R = 1/2 around (1/2, 1/2); dots of radius r = 1/10 around (3/4, 1/2) and (1/4, 1/2),
 * at distances d_r and d_l:
 *
 *   class 2 (dot)   d_r < r or d_l < r
 *   class 1 (yin)   else if r < d_l ≤ R/2, or y > R and d_r > R/2
 *   class 0 (yang)  else
 *
 * A point is drawn for a class chosen uniformly, so the dots are as frequent as the halves. The sets
 * are the published ones, number for number: train 5000 of seed 42, validation 1000 of seed 41, test
 * 1000 of seed 40.
 *
 * Source: Kriener, Göltz & Petrovici, "The Yin-Yang dataset", NICE 2022.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { createMt19937 } from './mt19937.ts';
import type { PlanePoint } from './plane.ts';
import { GENERATED_LICENCE, PLANE_SHAPE, plane, planeSamples } from './plane.ts';

const R = 0.5;
const R_DOT = 0.1;

export const YIN_YANG_SETS = {
  train: { seed: 42, count: 5000 },
  validation: { seed: 41, count: 1000 },
  test: { seed: 40, count: 1000 },
} as const;

/** Class of a point of the disc. */
export function yinYangClass(x: number, y: number): number {
  const right = distance(x, y, 1.5 * R, R);
  const left = distance(x, y, 0.5 * R, R);
  if (right < R_DOT || left < R_DOT) return 2;
  const isYin = right <= R_DOT || (left > R_DOT && left <= R / 2) || (y > R && right > R / 2);
  return isYin ? 1 : 0;
}

/** The first `count` points of the sequence with this seed, in double precision. */
export function yinYangPoints(seed: number, count: number): PlanePoint[] {
  const rng = createMt19937(seed);
  return Array.from({ length: count }, () => {
    let wanted = rng.uint32() & 3;
    while (wanted === 3) wanted = rng.uint32() & 3;
    for (;;) {
      const x = rng.uniform53();
      const y = rng.uniform53();
      if (distance(x, y, R, R) > R) continue;
      const label = yinYangClass(x, y);
      if (label === wanted) return { x, y, label };
    }
  });
}

/** A square root of a sum of squares, as the published sets were made with; `hypot` rounds otherwise. */
function distance(x: number, y: number, centreX: number, centreY: number): number {
  return Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2);
}

export const yinYang = {
  id: 'yinYang',
  label: 'Yin-Yang',
  help: 'Points of the yin-yang symbol in three classes; learnt in seconds, yet not by one layer alone.',
  source: 'Kriener, Göltz & Petrovici 2022, The Yin-Yang dataset',
  licence: GENERATED_LICENCE,
  shape: PLANE_SHAPE,
  classes: ['yang', 'yin', 'dot'],
  plane,
  params: {},
  load: async () => {
    const samples = ({ seed, count }: { seed: number; count: number }) => {
      const points = yinYangPoints(seed, count);
      return planeSamples(count, (i) => points[i]!);
    };
    return {
      train: samples(YIN_YANG_SETS.train),
      validation: samples(YIN_YANG_SETS.validation),
      test: samples(YIN_YANG_SETS.test),
    };
  },
} as const satisfies DatasetEntry;
