/** What the reference vectors of a method are compared by: see `npm run reference`. */

export type Engine = 'float64 reference' | 'WASM float64' | 'WASM float32';

/** One line of the table: how far one engine is from the expected values of one quantity. */
export interface Measurement {
  readonly engine: Engine;
  /** 'spike times', 'potentials', 'gradients', 'weights', … */
  readonly quantity: string;
  /** Cases of the file that went into this line. */
  readonly cases: number;
  /** Largest distance over the cases; not a number counts as over. */
  readonly largestError: number;
  /** From the file where it states one. */
  readonly tolerance: number;
  /** Whether distances are shares of the expected size. */
  readonly relative: boolean;
  /** What has to agree exactly beside it, when something does: 'counts equal'. */
  readonly exact?: string;
}

/** What a measurement may read beside its own file. */
export interface SuiteContext {
  /** Parses another file of the same folder, such as fitted coefficients. @throws when it is absent */
  sibling(name: string): Promise<unknown>;
}

/** Compares one file with every engine. */
export type MeasureFile = (
  json: unknown,
  context: SuiteContext,
) => readonly Measurement[] | Promise<readonly Measurement[]>;

export interface Suite {
  /** Name of the folder that holds the vectors. */
  readonly method: string;
  /** By file name. */
  readonly files: Readonly<Record<string, MeasureFile>>;
  /** For files under other names: by pattern or content; null when the format is not known. */
  match?(name: string, json: unknown): MeasureFile | null;
}
