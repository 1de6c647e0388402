/** Runs every file below a folder of reference vectors through the suite of its method. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasureFile, Measurement, Suite } from './suite.ts';

/** What became of one file. */
export type FileOutcome = { readonly method: string; readonly file: string } & (
  | { readonly kind: 'measured'; readonly measurements: readonly Measurement[] }
  | { readonly kind: 'unrecognised'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
);

export interface WalkOptions {
  readonly folder: string;
  readonly suites: readonly Suite[];
  /** Folders to look at; all of them when empty. */
  readonly only: readonly string[];
  /** Called before each file, which may take a while. */
  onFile?(method: string, file: string): void;
}

/** Descriptions beside the vectors are no vectors. */
const DESCRIPTION = /^readme(\.\w+)?$/i;

/** Files in the order of their names, folder by folder. @throws when the folder cannot be read */
export async function walk(options: WalkOptions): Promise<FileOutcome[]> {
  const entries = await readdir(options.folder, { withFileTypes: true });
  const outcomes: FileOutcome[] = [];
  for (const entry of entries.toSorted((a, b) => compareNames(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(options.folder, entry.name);
    const files = await readdir(path).catch(() => null);
    if (files === null) {
      if (!DESCRIPTION.test(entry.name)) {
        const reason = 'lies outside the folder of a method';
        outcomes.push({ kind: 'unrecognised', method: '', file: entry.name, reason });
      }
      continue;
    }
    if (options.only.length > 0 && !options.only.includes(entry.name)) continue;
    const suite = options.suites.find(({ method }) => method === entry.name);
    for (const file of files.toSorted(compareNames)) {
      if (file.startsWith('.') || DESCRIPTION.test(file)) continue;
      options.onFile?.(entry.name, file);
      outcomes.push(await measure(suite, entry.name, path, file));
    }
  }
  return outcomes;
}

/** Whether everything was recognised, measured and inside its tolerance, and there was something. */
export function allInside(outcomes: readonly FileOutcome[]): boolean {
  return (
    outcomes.length > 0 &&
    outcomes.every(
      (outcome) =>
        outcome.kind === 'measured' &&
        outcome.measurements.length > 0 &&
        outcome.measurements.every(isInside),
    )
  );
}

export function isInside({ largestError, tolerance }: Measurement): boolean {
  return largestError <= tolerance;
}

async function measure(
  suite: Suite | undefined,
  method: string,
  folder: string,
  file: string,
): Promise<FileOutcome> {
  if (suite === undefined) {
    return { kind: 'unrecognised', method, file, reason: `no suite for "${method}"` };
  }
  if (!file.endsWith('.json')) {
    return { kind: 'unrecognised', method, file, reason: 'not a JSON file' };
  }
  try {
    const json = await readJson(join(folder, file));
    const found = measureOf(suite, file, json);
    if (found === null) {
      return { kind: 'unrecognised', method, file, reason: `a format the suite does not know` };
    }
    const sibling = (name: string): Promise<unknown> => readJson(join(folder, name));
    const measurements = await found(json, { sibling });
    if (measurements.length === 0) {
      return { kind: 'failed', method, file, reason: 'nothing was measured' };
    }
    return { kind: 'measured', method, file, measurements };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', method, file, reason };
  }
}

function measureOf(suite: Suite, file: string, json: unknown): MeasureFile | null {
  if (Object.hasOwn(suite.files, file)) return suite.files[file] ?? null;
  return suite.match?.(file, json) ?? null;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
