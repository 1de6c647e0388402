/** Checkpoints, kept out of the repository: of unfinished runs all, of finished ones the chosen epoch. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Draft } from '../headless/trainChosen.ts';
import { writeWhole } from '../headless/writeRun.ts';
import { trainedDocument } from './records.ts';
import type { RunSpec } from './row.ts';

const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/results/', import.meta.url));
/** Short epochs would spend more time on the disk than on training. */
const WRITE_EVERY_MS = 10_000;

export interface Drafts {
  /** The last state of this very document and seed, or null. */
  read(): Promise<Draft | null>;
  /** Writes at most every ten seconds; `flush` writes what was held back. */
  write(draft: Draft): Promise<void>;
  flush(): Promise<void>;
  /** The state of the chosen epoch, also of a run that is done. */
  readBest(): Promise<ArrayBuffer | null>;
  /** The run is done: only the chosen epoch stays, to be measured again. */
  close(): Promise<void>;
}

export function createDrafts({ row, variant, experiment }: RunSpec, folder = FOLDER): Drafts {
  const document = JSON.stringify(trainedDocument(experiment));
  const hash = createHash('sha256').update(document).digest('hex').slice(0, 12);
  const name = [row.name, variant?.id, experiment.seed, hash].filter((part) => part !== undefined);
  const path = (which: keyof Draft): string => join(folder, `${name.join('-')}-${which}.bin`);
  let held: Draft | null = null;
  let writtenAt = -Infinity;
  let writtenBest: ArrayBuffer | null = null;

  const flush = async (): Promise<void> => {
    if (held === null) return;
    const { last, best } = held;
    held = null;
    writtenAt = performance.now();
    await mkdir(folder, { recursive: true });
    // Best first: a best that is newer than the last state is found again when training goes on.
    if (best !== null && best !== writtenBest) {
      await writeWhole(path('best'), new Uint8Array(best));
      writtenBest = best;
    }
    await writeWhole(path('last'), new Uint8Array(last));
  };
  return {
    read: async () => {
      const [last, best] = await Promise.all([bytesOf(path('last')), bytesOf(path('best'))]);
      return last === null ? null : { last, best };
    },
    write: async (draft) => {
      held = draft;
      if (performance.now() - writtenAt >= WRITE_EVERY_MS) await flush();
    },
    flush,
    readBest: () => bytesOf(path('best')),
    close: async () => {
      await flush();
      await rm(path('last'), { force: true });
    },
  };
}

async function bytesOf(path: string): Promise<ArrayBuffer | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : Uint8Array.from(bytes).buffer;
}
