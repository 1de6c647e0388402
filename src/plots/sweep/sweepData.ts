/** A measured quantity over one or two parameters. */
export interface SweepAxisData {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly scale: 'linear' | 'log';
}

export interface SweepPoint {
  /** Index on each axis. */
  readonly place: readonly number[];
  /** One value a seed that is done. */
  readonly values: readonly number[];
  readonly mean: number | null;
  /** Sample standard deviation over the seeds. */
  readonly deviation: number;
}

export interface SweepData {
  readonly axes: readonly SweepAxisData[];
  readonly points: readonly SweepPoint[];
}

export interface SweepOptions {
  readonly valueTitle: string;
  format(value: number): string;
  onSelect?(point: SweepPoint): void;
}

export const axisTitle = ({ label, unit }: SweepAxisData): string =>
  unit === '1' || unit === '' ? label : `${label} (${unit})`;

/** A value of an axis as documents have it: parameters of a sweep have at most four digits. */
export const tickText = (value: number): string => String(value).replace('-', '−');

/** Smallest and largest mean; null without one. */
export function rangeOf({ points }: SweepData): readonly [number, number] | null {
  const means = points.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  return means.length === 0 ? null : [Math.min(...means), Math.max(...means)];
}
