/** The documents of the rows: files that the page can open, equal to the examples they name. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { readDocument } from '../headless/readDocument.ts';
import { writeWhole } from '../headless/writeRun.ts';
import type { ResultRow } from './rows.ts';

const DOCUMENTS = fileURLToPath(new URL('../../public/experiments/', import.meta.url));

export const documentPath = (row: ResultRow): string => join(DOCUMENTS, row.document);

function documentText(experiment: Experiment): string {
  return `${JSON.stringify(compactExperiment(experiment, catalog), null, 2)}\n`;
}

/** The example behind a row; null for a row whose file is its own source. */
export function exampleOf(row: ResultRow): Experiment | null {
  if (row.example === null) return null;
  const found = examples.find(({ id }) => id === row.example);
  if (found === undefined) throw new Error(`${row.name}: no example "${row.example}"`);
  return found.experiment;
}

/** The experiment of a row; brings the file of an example up to date first. */
export async function documentOf(row: ResultRow): Promise<Experiment> {
  const example = exampleOf(row);
  if (example !== null) {
    const text = documentText(example);
    const stored = await readFile(documentPath(row), 'utf8').catch(() => null);
    if (stored !== text) await writeWhole(documentPath(row), text);
  }
  return readDocument(documentPath(row));
}
