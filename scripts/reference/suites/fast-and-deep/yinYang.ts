import { yinYangPoints } from '#catalog/datasets/yinYang.ts';
import type { Measurement } from '../../suite.ts';
import { createTally } from './tally.ts';

interface YinYangFile {
  readonly sets: readonly {
    readonly seed: number;
    readonly size: number;
    readonly first_points: readonly {
      readonly x: number;
      readonly y: number;
      readonly label: number;
      readonly input_times_fast_and_deep: readonly number[];
    }[];
    readonly class_counts_full: readonly number[];
    readonly sum_xy_full: readonly [number, number];
    readonly last_point: readonly [number, number, number];
  }[];
}

const EARLY = 0.15;
const LATE = 2;
/** Times add one product and one sum to exact coordinates; sums are over thousands of points. */
const TIME_TOLERANCE = 1e-15;
const SUM_TOLERANCE = 1e-9;

/** Points and labels bit for bit, the encoding, and totals of the whole sets. */
export function measureYinYang(file: YinYangFile): Measurement[] {
  const tally = createTally();
  for (const set of file.sets) {
    const points = yinYangPoints(set.seed, set.size);
    const line = { engine: 'float64 reference', caseId: String(set.seed) } as const;
    const own = (k: number) => points[k] ?? { x: Number.NaN, y: Number.NaN, label: Number.NaN };
    set.first_points.forEach(({ x, y, label, input_times_fast_and_deep }, k) => {
      const got = own(k);
      tally.compare({
        ...line,
        quantity: 'points',
        tolerance: 0,
        got: [got.x, got.y, got.label],
        expected: [x, y, label],
      });
      tally.compare({
        ...line,
        quantity: 'encoded times',
        tolerance: TIME_TOLERANCE,
        got: [got.x, got.y, 1 - got.x, 1 - got.y].map((value) => EARLY + value * (LATE - EARLY)),
        expected: input_times_fast_and_deep,
      });
    });
    const last = own(set.size - 1);
    const counts = set.class_counts_full.map(
      (_, label) => points.filter((point) => point.label === label).length,
    );
    tally.compare({
      ...line,
      quantity: 'last point, class counts',
      tolerance: 0,
      got: [last.x, last.y, last.label, ...counts],
      expected: [...set.last_point, ...set.class_counts_full],
    });
    tally.compare({
      ...line,
      quantity: 'sums of coordinates',
      tolerance: SUM_TOLERANCE,
      got: [points.reduce((sum, { x }) => sum + x, 0), points.reduce((sum, { y }) => sum + y, 0)],
      expected: set.sum_xy_full,
    });
  }
  return tally.measurements();
}
