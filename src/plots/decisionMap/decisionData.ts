/** A sample in the plane. */
export interface DecisionPoint {
  x: number;
  y: number;
  /** Class index. */
  label: number;
  split: 'train' | 'test';
  /** Index of the sample within its split. */
  sample: number;
}

export interface DecisionData {
  /** Cells per side of the field. */
  gridSize: number;
  classNames: readonly string[];
  /** Class probabilities, [row, column, class]; row 0 lies at the lower end of y; null before the first evaluation. */
  scores: Float32Array | null;
  points: readonly DecisionPoint[];
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
}

export interface DecisionOptions {
  showTrain?: boolean;
  showTest?: boolean;
  xTitle?: string;
  yTitle?: string;
  /** The point with a ring. */
  selected?: { split: 'train' | 'test'; sample: number } | null;
  onSelect?(point: DecisionPoint): void;
}
