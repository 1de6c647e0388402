/** From the evaluations of a study to points over pieces of hardware. */
import { csvLines } from '#plots/csv.ts';
import type { SweepData, SweepPoint } from '#plots/sweep/sweepData.ts';
import { axisValues, meanOf } from '#state/compare/sweep/grid.ts';
import type { DistortionState } from '#state/distortion/distortionStore.ts';
import { messages } from './messages.ts';

type Study = Pick<DistortionState, 'axis' | 'cells'>;

/** Null before the first study. */
export function distortionData({ axis, cells }: Study): SweepData | null {
  if (axis === null || cells.length === 0) return null;
  const { label, spec } = axis.target;
  const values = axisValues(axis);
  return {
    axes: [{ label: axisLabel(label, spec.label), unit: spec.unit, values, scale: axis.scale }],
    points: values.map((_value, place): SweepPoint => {
      const own = cells.flatMap((cell) =>
        cell.place === place && cell.accuracy !== null ? [cell.accuracy] : [],
      );
      const found = meanOf(own);
      return {
        place: [place],
        values: own,
        mean: found?.mean ?? null,
        deviation: found?.deviation ?? 0,
      };
    }),
  };
}

function axisLabel(effect: string, strength: string): string {
  return `${effect}: ${strength.charAt(0).toLowerCase()}${strength.slice(1)}`;
}

/** One line an evaluation. */
export function evaluationsCsv({ axis, cells }: Study): string {
  const values = axis === null ? [] : axisValues(axis);
  return csvLines(
    [axis?.target.spec.label ?? '', ...messages.csvColumns],
    cells.map(({ place, hardware, accuracy }) => [
      values[place] ?? NaN,
      hardware + 1,
      accuracy ?? '',
    ]),
  );
}
