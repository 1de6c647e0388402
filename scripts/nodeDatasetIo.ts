/** Reads data files from a folder, for runs without a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DatasetDamaged, DatasetUnavailable } from '#catalog/datasets/errors.ts';
import type { DatasetIo } from '#model/catalog.ts';

const SHIPPED = fileURLToPath(new URL('../public/data/', import.meta.url));
const unpack = promisify(gunzip);

/**
 * Files below `folder`, by default those this project ships.
 *
 * `read` throws DatasetUnavailable (no such file) or DatasetDamaged (broken compression).
 */
export function nodeDatasetIo(folder = SHIPPED): DatasetIo {
  const read = async (path: string): Promise<Uint8Array> => {
    const file = join(folder, path);
    const stored = await readFile(file).catch((cause: unknown) => {
      throw new DatasetUnavailable(`${path}: cannot be read at ${file}`, { cause });
    });
    if (stored[0] !== 0x1f || stored[1] !== 0x8b) return plainBytes(stored);
    const decoded = await unpack(stored).catch((cause: unknown) => {
      throw new DatasetDamaged(`${path}: the compressed data is damaged or ends early`, { cause });
    });
    return plainBytes(decoded);
  };
  return { read };
}

/** The bytes without Node's own class, whose `slice` does not copy. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
