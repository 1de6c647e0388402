/**
 * The import worker: reads files that a person brings, shows what they hold, and stores them.
 *
 * Nothing is thrown for what a file contains: a damaged or unknown one is an outcome with every
 * problem found. To break off, the page ends the worker; what was half stored is cleared by the next.
 */
import type { Shape } from '#model/shape.ts';

/** What is wrong with a file, and what the person can do about it. */
export interface ImportProblem {
  /** File with line, field or byte offset: `iris.csv, line 12, column "petal"`. */
  readonly where: string;
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
}

export type ImportOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

export interface ImportFile {
  /** With folders where the browser tells them: `digits/train/7/0001.png`. */
  readonly path: string;
  readonly file: Blob;
}

/** Answers to the choices of a preview, by their ids; absent ones take what the reader proposes. */
export type Mapping = Readonly<Record<string, string | number | boolean>>;

/** A question about how the files are to be read. */
export type ImportChoice = {
  readonly id: string;
  readonly label: string;
  readonly help: string;
} & (
  | {
      readonly kind: 'select';
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly min: number;
      readonly max: number;
      readonly unit: string;
    }
  | { readonly kind: 'flag'; readonly value: boolean }
);

export type PreviewSample =
  | { readonly kind: 'values'; readonly label: string; readonly values: Float32Array }
  | {
      readonly kind: 'spikes';
      readonly label: string;
      readonly timesMs: Float32Array;
      readonly inputs: Uint16Array;
    };

export interface ImportPreview {
  /** "IDX images with labels" */
  readonly format: string;
  readonly shape: Shape;
  /** Samples in the files of the training split, and of the test split where files bring one. */
  readonly counts: { readonly train: number; readonly test: number | null };
  /** In order of their numbers, over both splits. */
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  readonly content:
    | {
        readonly kind: 'values';
        readonly min: number;
        readonly max: number;
        /** How many samples the range was taken from. */
        readonly of: number;
        readonly isBytes: boolean;
      }
    | {
        readonly kind: 'spikes';
        readonly meanSpikes: number;
        readonly longestMs: number;
        readonly of: number;
      };
  readonly samples: readonly PreviewSample[];
  readonly choices: readonly ImportChoice[];
  /** Bytes one sample takes once stored, to say how many fit. */
  readonly bytesPerSample: number;
  /** What the person should know: files left out, labels guessed. */
  readonly notes: readonly string[];
}

export interface ImportPlan {
  readonly name: string;
  readonly mapping: Mapping;
  /** Whether the files' own test split is taken; else a share is drawn from all samples. */
  readonly split: 'files' | 'share';
  /** Share of samples for the test, 0..1. */
  readonly testShare: number;
  readonly seed: number;
  /** Most samples to keep, both splits together; 0 for all. Drawn with the seed. */
  readonly limit: number;
  /** How numbers come to 0..1: by the range of all, of each input, or as they are. Bytes: by 255. */
  readonly scaling: 'whole' | 'column' | 'none';
}

/** A data set in this browser's store. */
export interface ImportedSet {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly string[];
  readonly counts: { readonly train: number; readonly test: number };
  /** Length of the longest sample of spikes, 0 for values. */
  readonly longestMs: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  /** Names of the first files it was made from. */
  readonly files: readonly string[];
}

export interface StorageReport {
  readonly sets: readonly ImportedSet[];
  /** What the browser says of this site's storage; null where it does not. */
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
}

/** In this order; `checking` is of HDF5 files only. */
export type ImportPhase = 'checking' | 'looking' | 'reading' | 'storing';

export interface ImportProgress {
  readonly phase: ImportPhase;
  /** Bytes while checking and storing, else samples. */
  readonly done: number;
  readonly total: number;
}

export interface ImportApi {
  watch(listener: (progress: ImportProgress) => void): Promise<void>;
  inspect(files: readonly ImportFile[], mapping: Mapping): Promise<ImportOutcome<ImportPreview>>;
  store(files: readonly ImportFile[], plan: ImportPlan): Promise<ImportOutcome<ImportedSet>>;
  list(): Promise<StorageReport>;
  remove(id: string): Promise<void>;
}

/** Most bytes of samples one imported data set may take: it is in memory whole while it trains. */
export const IMPORT_MEMORY_BYTES = 400_000_000;
