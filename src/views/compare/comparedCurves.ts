/** From the curves of all runs to one plot. */
import type { CurvesData, CurveSeries } from '#plots/curves/curvesData.ts';
import type { ComparedRun } from '#state/compare/compareStore.ts';
import type { CurveColumn, CurveStore } from '#state/curveStore.ts';

export type ComparedMeasure = 'testAccuracy' | 'trainAccuracy' | 'testLoss' | 'trainLoss';

/** One pattern a run, so that colour is not all that tells them apart. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [12, 3, 2, 3],
  [5, 2],
  [14, 6],
  [2, 6],
  [8, 3, 2, 3, 2, 3],
];

export const dashOf = (mark: number): readonly number[] => DASHES[mark % DASHES.length] ?? [];

/** Where samples are held back those are what is measured in the place of test samples. */
export function comparedCurves(
  runs: readonly ComparedRun[],
  curveOf: (id: string) => CurveStore,
  measure: ComparedMeasure,
): CurvesData {
  return {
    series: runs.flatMap((run): CurveSeries[] => {
      if (!run.isShown) return [];
      const curve = curveOf(run.id);
      if (curve.count() === 0) return [];
      const isHeld = run.experiment.stopping.validation && measure.startsWith('test');
      const column: CurveColumn = !isHeld
        ? measure
        : measure === 'testAccuracy'
          ? 'validationAccuracy'
          : 'validationLoss';
      const values = curve.column(column);
      const measured: number[] = [];
      values.forEach((value, row) => {
        if (!Number.isNaN(value)) measured.push(row);
      });
      if (measured.length === 0) return [];
      const pick = (all: Float64Array): Float64Array =>
        Float64Array.from(measured, (row) => all[row]!);
      return [
        {
          id: run.id,
          label: run.name,
          kind: measure.startsWith('train') ? 'train' : isHeld ? 'validation' : 'test',
          updates: pick(curve.column('update')),
          seconds: pick(curve.column('seconds')),
          epochs: pick(curve.column('epoch')),
          values: pick(values),
          colour: run.mark,
          dash: dashOf(run.mark),
        },
      ];
    }),
  };
}
