/** One measured quantity of one run. */
export interface CurveSeries {
  id: string;
  label: string;
  /** Train is solid; what is evaluated is dashed, round markers for test and square for validation. */
  kind: 'train' | 'validation' | 'test';
  /** Update count of each point, rising. */
  updates: ArrayLike<number>;
  /** Training time of each point, s. */
  seconds: ArrayLike<number>;
  /** Fractional epoch of each point; needed where epochs are drawn. */
  epochs?: ArrayLike<number>;
  /** Value of each point; NaN where nothing was measured. */
  values: ArrayLike<number>;
  /** Which of the eight categorical colours; series of one run share one. */
  colour: number;
  /** Lengths of strokes and gaps in px, in place of those of its kind. */
  dash?: readonly number[];
}

export interface CurvesData {
  series: readonly CurveSeries[];
}

export interface CurvesOptions {
  x?: 'updates' | 'seconds' | 'epochs';
  /** Logarithmic y axis; values of zero or less are gaps. */
  logY?: boolean;
  /** Points in the running mean of train series; 1 for none. The raw curve stays behind. */
  smoothing?: number;
  /** Title of the y axis, with its unit. */
  yTitle: string;
  /** Which end of the axis is good: marks the best test point. */
  better: 'lower' | 'higher';
  /** Range that is always shown, such as 0…1 for an accuracy. */
  yDomain?: readonly [number, number];
  /** Lines that the legend may take above the curves, 1 when absent; 0 for none. */
  legendRows?: number;
  /** Whether the best evaluated point is marked; so it is when absent. */
  marksBest?: boolean;
  /** Prints a value; three significant digits when absent. */
  format?(value: number): string;
}
