/** How often each class was given each answer. */
export interface ConfusionData {
  readonly classNames: readonly string[];
  /** Rows are labels, columns answers; a last column counts samples without one. */
  readonly counts: readonly (readonly number[])[];
  /** Share of each label that is answered rightly; null where no sample has it. */
  readonly recalls: readonly (number | null)[];
  /** Share of each answer that is right; null where it was never given. */
  readonly precisions: readonly (number | null)[];
}

export interface ConfusionCell {
  readonly label: number;
  /** Index of the column: a class, or behind them no answer. */
  readonly answer: number;
}

export interface ConfusionOptions {
  readonly label: string;
  readonly rowsTitle: string;
  readonly columnsTitle: string;
  readonly noAnswer: string;
  readonly recall: string;
  readonly precision: string;
  readonly csvColumns: readonly [label: string, answer: string, samples: string];
  /** The picture in words. */
  summary(): string;
  /** A cell was walked to or clicked. */
  onCell?(cell: ConfusionCell | null): void;
}

/** Whether a column for samples without an answer is needed. */
export const hasNoAnswers = ({ counts, classNames }: ConfusionData): boolean =>
  counts.some((row) => (row[classNames.length] ?? 0) > 0);
