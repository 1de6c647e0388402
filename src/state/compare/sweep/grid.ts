/** Values of a sweep: along one or two parameters, for several seeds. */
import type { Experiment } from '#model/experiment.ts';
import type { NumberSpec } from '#model/params.ts';
import { hardRange } from '#model/params.ts';
import type { SweepTarget } from './targets.ts';

export interface SweepAxis {
  readonly target: SweepTarget;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly scale: 'linear' | 'log';
}

export const CELL_LIMIT = 400;
const DIGITS = 4;
/** How far to each side of the present value a logarithmic axis reaches at first. */
const DECADE = 10;

/** The slider's range; a decade to each side of the present value where steps are factors. */
export function defaultAxis(target: SweepTarget, count: number): SweepAxis {
  const { spec, value } = target;
  const scale = spec.scale === 'log' ? 'log' : 'linear';
  const isAround = scale === 'log' && value > 0;
  const from = isAround ? Math.max(spec.min, rounded(value / DECADE)) : spec.min;
  const to = isAround ? Math.min(spec.max, rounded(value * DECADE)) : spec.max;
  return { target, from, to, count, scale };
}

/** Why an axis cannot be run, or null. */
export function axisProblem({ target, from, to, count, scale }: SweepAxis): string | null {
  const { min, max } = hardRange(target.spec);
  if (from < min || to > max) return `${target.label} goes from ${min} to ${max}.`;
  if (scale === 'log' && (from <= 0 || to <= 0)) return 'A logarithmic grid is above 0.';
  if (count > 1 && from === to) return 'The grid needs two different ends.';
  return null;
}

/** Rising or falling from one end to the other, without repetitions after rounding. */
export function axisValues({ target, from, to, count, scale }: SweepAxis): readonly number[] {
  const at = (share: number): number =>
    scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  const values = Array.from({ length: count }, (_, index) =>
    fitting(target.spec, at(count === 1 ? 0 : index / (count - 1))),
  );
  return [...new Set(values)];
}

function fitting(spec: NumberSpec, value: number): number {
  const { min, max } = hardRange(spec);
  const near = spec.integer === true ? Math.round(value) : rounded(value);
  return Math.max(min, Math.min(max, near));
}

/** Few digits, so that a document says what the axis says. */
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

export interface PlannedCell {
  /** One index an axis. */
  readonly place: readonly number[];
  readonly seed: number;
  readonly experiment: Experiment;
}

/** Every combination, seeds together; the document's own seed is the first. */
export function planCells(
  experiment: Experiment,
  axes: readonly SweepAxis[],
  seeds: number,
): readonly PlannedCell[] {
  let places: { place: readonly number[]; experiment: Experiment }[] = [{ place: [], experiment }];
  for (const axis of axes) {
    const values = axisValues(axis);
    places = places.flatMap(({ place, experiment: document }) =>
      values.map((value, index) => ({
        place: [...place, index],
        experiment: axis.target.apply(document, value),
      })),
    );
  }
  return places.flatMap(({ place, experiment: document }) =>
    Array.from({ length: seeds }, (_, offset) => {
      const seed = (document.seed + offset) % 2 ** 32;
      return { place, seed, experiment: { ...document, seed } };
    }),
  );
}

/** Mean and sample standard deviation; null without values. */
export function meanOf(
  values: readonly number[],
): { readonly mean: number; readonly deviation: number } | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}
