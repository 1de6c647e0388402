/**
 * Imported data sets in the origin private file system: a folder a set, named by its id.
 *
 *   samples.bin     the arrays of both splits, one after another, each aligned to 8 bytes
 *   manifest.json   names, counts and the place of each array; written last
 *
 * A folder without a manifest is an import that was broken off; `list` removes it unless another tab
 * is writing it now, which a lock of that name says.
 */
import type { Dataset, Samples } from '#model/catalog.ts';
import { importedId } from '#catalog/datasets/imported.ts';
import { DatasetDamaged, DatasetUnavailable } from '#catalog/datasets/errors.ts';
import type { Shape } from '#model/shape.ts';
import type { ImportedSet, ImportProgress, StorageReport } from '#protocol/import.ts';
import { fault } from './fault.ts';
import type { Prepared } from './prepare.ts';
import type { ColumnType } from './storedColumns.ts';
import {
  bytesOf,
  COLUMN_TYPES,
  columnsOf,
  contentHash,
  PIECE_BYTES,
  typeOf,
} from './storedColumns.ts';

const FOLDER = 'imported';
const SAMPLES = 'samples.bin';
const MANIFEST = 'manifest.json';
const MANIFEST_VERSION = 1;

interface StoredColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly offset: number;
  readonly length: number;
}

interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly set: ImportedSet;
  readonly scales: { readonly train: number; readonly test: number };
  readonly columns: readonly StoredColumn[];
}

const lockName = (id: string): string => `spikeground-import-${id}`;

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

export interface StoreInput {
  readonly prepared: Prepared;
  readonly shape: Shape;
  readonly name: string;
  readonly files: readonly string[];
}

/** Stores a data set; one with the same content takes the new name. Throws QuotaExceededError. */
export async function storeImported(
  { prepared, shape, name, files }: StoreInput,
  report: (progress: ImportProgress) => void,
): Promise<ImportedSet> {
  const { dataset, classes, longestMs } = prepared;
  const { train, test } = dataset;
  const hasSpikes = train.spikes !== undefined;
  const hash = await contentHash(prepared, shape);
  const id = importedId({ shape, nClasses: classes.length, hasSpikes, hash });
  const columns: StoredColumn[] = [];
  let end = 0;
  for (const [column, data] of columnsOf(dataset)) {
    columns.push({ name: column, type: typeOf(data), offset: end, length: data.length });
    end = (end + data.byteLength + 7) & ~7;
  }
  const set: ImportedSet = {
    id,
    name,
    classes,
    counts: { train: train.count, test: test.count },
    longestMs,
    bytes: end,
    storedAt: Date.now(),
    files,
  };
  const manifest: Manifest = {
    version: MANIFEST_VERSION,
    set,
    scales: { train: train.scale, test: test.scale },
    columns,
  };
  await expectRoom(end);
  await navigator.locks.request(lockName(id), async () => {
    const parent = await folder();
    const own = await parent.getDirectoryHandle(id, { create: true });
    try {
      await writeColumns(own, dataset, columns, end, report);
      await writeWhole(own, MANIFEST, new TextEncoder().encode(JSON.stringify(manifest)));
    } catch (error) {
      await parent.removeEntry(id, { recursive: true }).catch(() => undefined);
      throw error;
    }
  });
  return set;
}

/** Better told before than after most of it is written. @throws ImportFault */
async function expectRoom(bytes: number): Promise<void> {
  const { usage = 0, quota = Infinity } = await navigator.storage.estimate();
  const free = Math.max(0, quota - usage);
  if (bytes > free)
    fault(
      'storage of this browser',
      `${Math.floor(free / 1e6)} MB free for this site`,
      `the ${Math.ceil(bytes / 1e6)} MB of the data set`,
      'Remove imported sets you no longer need, free disk space, or keep fewer samples.',
    );
}

async function writeColumns(
  own: FileSystemDirectoryHandle,
  dataset: Dataset,
  columns: readonly StoredColumn[],
  total: number,
  report: (progress: ImportProgress) => void,
): Promise<void> {
  const file = await own.getFileHandle(SAMPLES, { create: true });
  const writable = await file.createWritable();
  try {
    await writable.truncate(total);
    for (const [index, [, data]] of columnsOf(dataset).entries()) {
      const offset = columns[index]!.offset;
      const bytes = bytesOf(data);
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        const piece = bytes.subarray(at, at + PIECE_BYTES);
        await writable.write({ type: 'write', position: offset + at, data: piece });
        report({ phase: 'storing', done: offset + at + piece.length, total });
      }
    }
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

async function writeWhole(
  own: FileSystemDirectoryHandle,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const file = await own.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  await writable.write(bytes);
  await writable.close();
}

async function readManifest(own: FileSystemDirectoryHandle): Promise<Manifest | null> {
  try {
    const file = await own.getFileHandle(MANIFEST);
    const manifest = JSON.parse(await (await file.getFile()).text()) as Manifest;
    return manifest.version === MANIFEST_VERSION ? manifest : null;
  } catch {
    return null;
  }
}

/** All data sets, the latest first, and what the browser says of its storage. */
export async function listImported(): Promise<StorageReport> {
  const parent = await folder();
  const sets: ImportedSet[] = [];
  const broken: string[] = [];
  for await (const [name, handle] of parent.entries()) {
    if (handle.kind !== 'directory') continue;
    const manifest = await readManifest(handle as FileSystemDirectoryHandle);
    if (manifest === null) broken.push(name);
    else sets.push(manifest.set);
  }
  for (const name of broken) await clear(parent, name);
  const { usage, quota } = await navigator.storage.estimate();
  return {
    sets: sets.toSorted((a, b) => b.storedAt - a.storedAt),
    usageBytes: usage ?? null,
    quotaBytes: quota ?? null,
  };
}

async function clear(parent: FileSystemDirectoryHandle, name: string): Promise<void> {
  await navigator.locks.request(lockName(name), { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    await parent.removeEntry(name, { recursive: true }).catch(() => undefined);
  });
}

export async function removeImported(id: string): Promise<void> {
  const parent = await folder();
  await navigator.locks.request(lockName(id), async () => {
    try {
      await parent.removeEntry(id, { recursive: true });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  });
}

/**
 * A stored data set, whole.
 * @param shared put the samples into shared memory, so that other workers read them without a copy
 * @throws DatasetUnavailable when it is not in this browser, DatasetDamaged when its file is short
 */
export async function loadImported(id: string, shared: boolean): Promise<Dataset> {
  const parent = await folder();
  const own = await parent.getDirectoryHandle(id).catch(() => null);
  const manifest = own === null ? null : await readManifest(own);
  if (own === null || manifest === null)
    throw new DatasetUnavailable(
      `${id}: this data set was imported from files and is not in this browser; import the files, or choose another data set`,
    );
  const { set, columns, scales } = manifest;
  const file = await (await own.getFileHandle(SAMPLES)).getFile();
  if (file.size < set.bytes)
    throw new DatasetDamaged(
      `${set.name}: got ${file.size} bytes of samples, expected ${set.bytes}; remove it and import it again`,
    );
  // The two kinds of memory differ for the compiler only: every reader takes either.
  const buffer = (
    shared ? new SharedArrayBuffer(set.bytes) : new ArrayBuffer(set.bytes)
  ) as ArrayBuffer;
  const all = new Uint8Array(buffer);
  for (let at = 0; at < set.bytes; at += PIECE_BYTES) {
    const piece = file.slice(at, Math.min(at + PIECE_BYTES, set.bytes));
    all.set(new Uint8Array(await piece.arrayBuffer()), at);
  }
  const column = <T extends ColumnType>(name: string, type: T) => {
    const found = columns.find((candidate) => candidate.name === name);
    if (found === undefined) return null;
    return new COLUMN_TYPES[type](buffer, found.offset, found.length) as InstanceType<
      (typeof COLUMN_TYPES)[T]
    >;
  };
  const split = (name: 'train' | 'test'): Samples => {
    const isBytes = columns.some((c) => c.name === `${name}.values` && c.type === 'u1');
    const values = column(`${name}.values`, isBytes ? 'u1' : 'f4');
    const labels = column(`${name}.labels`, 'u1');
    if (values === null || labels === null)
      throw new DatasetDamaged(`${set.name}: its samples are incomplete; import it again`);
    const [offsets, timesMs, inputs] = [
      column(`${name}.offsets`, 'u4'),
      column(`${name}.timesMs`, 'f4'),
      column(`${name}.inputs`, 'u2'),
    ];
    const hasSpikes = offsets !== null && timesMs !== null && inputs !== null;
    return {
      count: set.counts[name],
      values,
      scale: scales[name],
      labels,
      ...(hasSpikes ? { spikes: { offsets, timesMs, inputs } } : {}),
    };
  };
  return { train: split('train'), test: split('test') };
}
