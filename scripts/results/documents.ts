/** The documents of the rows: files below public/experiments, which the page opens by their name. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { writeWhole } from '../headless/writeRun.ts';
import type { ResultRow, RunSpec, Variant } from './row.ts';

const FOLDER = fileURLToPath(new URL('../../public/experiments/', import.meta.url));

/** Every document of a row by the name that opens it in the page: `#experiment=<name>`. */
export function documentsOf(row: ResultRow): ReadonlyMap<string, Experiment> {
  switch (row.kind) {
    case 'trained':
      return new Map([[row.name, row.experiment]]);
    case 'study':
      return new Map(row.variants.map((own) => [variantDocument(row.name, own), own.experiment]));
    case 'measured':
      return new Map();
  }
}

const variantDocument = (name: string, { id }: Variant): string => `${name}/${id}`;

export const documentPath = (name: string): string => join(FOLDER, `${name}.json`);

export function documentText(experiment: Experiment): string {
  return `${JSON.stringify(compactExperiment(experiment, catalog), null, 2)}\n`;
}

/** Brings the files of a row up to date with its documents. */
export async function writeDocuments(row: ResultRow): Promise<void> {
  for (const [name, experiment] of documentsOf(row)) {
    const path = documentPath(name);
    const stored = await readFile(path, 'utf8').catch(() => null);
    if (stored === documentText(experiment)) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, documentText(experiment));
  }
}

/** Every run of a row, variant by variant and seed by seed. */
export function runsOf(row: ResultRow): readonly RunSpec[] {
  switch (row.kind) {
    case 'trained':
      return row.seeds.map((seed) => ({
        row,
        variant: null,
        experiment: { ...row.experiment, seed },
      }));
    case 'study':
      return row.variants.flatMap((variant) =>
        row.seeds.map((seed) => ({ row, variant, experiment: { ...variant.experiment, seed } })),
      );
    case 'measured':
      return [];
  }
}
