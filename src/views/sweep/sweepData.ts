/** From the trainings of a sweep to points over its seeds. */
import { csvLines } from '#plots/csv.ts';
import type { SweepData, SweepPoint } from '#plots/sweep/sweepData.ts';
import { axisValues, meanOf } from '#state/compare/sweep/grid.ts';
import type { SweepState } from '#state/compare/sweep/sweepStore.ts';
import { messages } from './messages.ts';

export function sweepData({ axes, cells }: Pick<SweepState, 'axes' | 'cells'>): SweepData {
  const byPlace = new Map<string, { place: readonly number[]; values: number[] }>();
  for (const { place, accuracy } of cells) {
    const known = byPlace.get(place.join()) ?? { place, values: [] };
    byPlace.set(place.join(), known);
    if (accuracy !== null) known.values.push(accuracy);
  }
  return {
    axes: axes.map((axis) => ({
      label: axis.target.label,
      unit: axis.target.spec.unit,
      values: axisValues(axis),
      scale: axis.scale,
    })),
    points: [...byPlace.values()].map(({ place, values }): SweepPoint => {
      const found = meanOf(values);
      return { place, values, mean: found?.mean ?? null, deviation: found?.deviation ?? 0 };
    }),
  };
}

/** One line a training. */
export function trainingsCsv({ axes, cells }: Pick<SweepState, 'axes' | 'cells'>): string {
  const values = axes.map(axisValues);
  return csvLines(
    [...axes.map(({ target }) => target.label), ...messages.csvColumns],
    cells.map(({ place, seed, phase, accuracy, loss, trainingSeconds }) => [
      ...place.map((index, axis) => values[axis]?.[index] ?? NaN),
      ...[seed, phase, accuracy ?? '', loss ?? '', trainingSeconds ?? ''],
    ]),
  );
}

/** "Optimiser: learning rate 0.05, Hidden: neurons 120 neurons". */
export function valuesText(axes: SweepState['axes'], place: readonly number[]): string {
  return axes
    .map((axis, index) => {
      const value = axisValues(axis)[place[index] ?? 0];
      const { unit } = axis.target.spec;
      return `${axis.target.label} ${value}${unit === '1' ? '' : ` ${unit}`}`;
    })
    .join(', ');
}
