/** Checkpoints of an unfinished run, kept out of the repository and dropped when it is done. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Experiment } from '#model/experiment.ts';
import { writeWhole } from '../headless/writeRun.ts';
import { trainedDocument } from './records.ts';
import type { ResultRow } from './rows.ts';

const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/results/', import.meta.url));

export interface Drafts {
  /** The last checkpoint of this very document and seed, or null. */
  read(): Promise<ArrayBuffer | null>;
  write(checkpoint: ArrayBuffer): Promise<void>;
  remove(): Promise<void>;
}

export function createDrafts(row: ResultRow, experiment: Experiment, folder = FOLDER): Drafts {
  const document = JSON.stringify(trainedDocument(experiment));
  const hash = createHash('sha256').update(document).digest('hex').slice(0, 12);
  const path = join(folder, `${row.name}-${experiment.seed}-${hash}.bin`);
  return {
    read: async () => {
      const bytes = await readFile(path).catch(() => null);
      return bytes === null ? null : Uint8Array.from(bytes).buffer;
    },
    write: async (checkpoint) => {
      await mkdir(folder, { recursive: true });
      await writeWhole(path, new Uint8Array(checkpoint));
    },
    remove: () => rm(path, { force: true }),
  };
}
