/** What a row of docs/RESULTS.md is: which documents are trained, on which seeds, to which figures. */
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { TrainingRun } from '#engine/training/run.ts';
import type { Section } from '#protocol/container.ts';
import type { EpochRow } from '../headless/curve.ts';

/** The figure that every trained row has: of the epoch that the validation set chose. */
export const TEST_ACCURACY = 'test accuracy';

/** A figure and where it should lie, over the mean of the seeds. */
export interface Target {
  /** Name of a figure; test accuracy when left out. */
  readonly figure?: string;
  /** In the figure's own unit; accuracies are shares from 0 to 1. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** How a table becomes a picture: a line for each value of `by`, or for each column of `y`. */
export interface PlotSpec {
  readonly x: string;
  readonly y: readonly string[];
  readonly by?: string;
  readonly yLabel: string;
  readonly logX?: boolean;
}

/** A table below a row. Over several seeds cells that differ are shown as mean ± deviation. */
export interface ResultTable extends Cells {
  readonly title: string;
  readonly plot?: PlotSpec;
}

/** What is measured beyond the test accuracy. */
export interface Extras {
  /** Named numbers that targets can ask for: `{ 'spiking accuracy': 0.981 }`. */
  readonly figures?: Readonly<Record<string, number>>;
  readonly tables?: readonly ResultTable[];
}

/** A trained network, with the weights of the chosen epoch in `run`. */
export interface TrainedNetwork {
  /** As trained, seed included. */
  readonly experiment: Experiment;
  /** As loaded, nothing held back. */
  readonly dataset: Dataset;
  readonly run: TrainingRun;
  /** Arrays of the chosen checkpoint: `w:<layer>/weights/<connection>` and so on. */
  readonly arrays: ReadonlyMap<string, Section>;
  readonly epochs: readonly EpochRow[];
  readonly chosenEpoch: number;
  readonly testAccuracy: number;
  /** Tells the person what is going on. */
  note(text: string): void;
  readonly signal: AbortSignal;
}

interface Named {
  /** Stored in file names, links and on the command line: never renamed. */
  readonly name: string;
  /** Id of the learning rule. */
  readonly rule: string;
  readonly title: string;
  /** What the paper or the specification reports, in words with unit; null where nothing is known. */
  readonly paper: string | null;
  readonly targets: readonly Target[];
  /** Why the row falls short, or what has to be known to read it. */
  readonly note?: string;
}

/** One network, trained on every seed. */
export interface TrainedRow extends Named {
  readonly kind: 'trained';
  /** Holds back a validation set and has a number of epochs; the seed is replaced. */
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Measured after the test, on the weights of the chosen epoch; `--after` measures again. */
  readonly after?: (trained: TrainedNetwork) => Promise<Extras>;
}

export interface Variant {
  /** Name of its records and of its document: lower-case words with hyphens. */
  readonly id: string;
  /** Its place on each axis. */
  readonly at: readonly (string | number)[];
  readonly experiment: Experiment;
}

/** A grid of documents that differ in what the axes name, each trained on every seed. */
export interface StudyRow extends Named {
  readonly kind: 'study';
  /** What differs from variant to variant: headings of the table. */
  readonly axes: readonly string[];
  readonly variants: readonly Variant[];
  readonly seeds: readonly number[];
  readonly plot?: PlotSpec;
  readonly after?: (trained: TrainedNetwork) => Promise<Extras>;
}

/** Something else than training a document: measured by a function, seed by seed. */
export interface MeasuredRow extends Named {
  readonly kind: 'measured';
  readonly seeds: readonly number[];
  /** Raised when `measure` changes, so that old records are measured again. */
  readonly version: number;
  readonly measure: (context: MeasureContext) => Promise<Extras>;
}

export interface MeasureContext {
  readonly seed: number;
  note(text: string): void;
  readonly signal: AbortSignal;
}

export type ResultRow = TrainedRow | StudyRow | MeasuredRow;

/** One document and seed of a row. */
export interface RunSpec {
  readonly row: TrainedRow | StudyRow;
  /** Null for the one document of a trained row. */
  readonly variant: Variant | null;
  readonly experiment: Experiment;
}
