/** One HDF5 file that is open, and the numbers in it; whatever the library throws names the file. */
import type * as Hdf5 from 'h5wasm';
import type { Dataset, Entity, File, Group } from 'h5wasm';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import { pagedBlob, pagedReader } from './pagedBlob.ts';
import { halfToNumber } from './sampleArray.ts';

export interface OpenFile {
  readonly path: string;
  readonly size: number;
  readonly file: File;
}

/** Most numbers of one list: the labels of a file, or the spikes of one sample. */
const LIST_LIMIT = 5_000_000;
/** A file that cannot be mounted is copied into the memory of the HDF5 library. */
const COPY_LIMIT_BYTES = 500_000_000;

/** The type of `FileReaderSync`, which Node lacks. */
type SyncReader = new () => { readAsArrayBuffer(part: Blob): ArrayBuffer };

let mounted = 0;
/** What gives back the files that are open: only those of the last import are read any more. */
let closers: (() => void)[] = [];

export function closeOpened(): void {
  for (const close of closers) {
    try {
      close();
    } catch {
      // A damaged file may refuse to be closed; its number is used no more.
    }
  }
  closers = [];
}

/** @throws ImportFault when the library cannot open it */
export async function openFile(library: typeof Hdf5, source: ByteSource): Promise<OpenFile> {
  const { FS } = await library.ready;
  const name = `${++mounted}.h5`;
  const folder = `/import-${mounted}`;
  FS.mkdir(folder);
  // WORKERFS reads parts of a file on disk as they are needed; it exists in workers only.
  const workerFs: unknown = Reflect.get(FS.filesystems, 'WORKERFS');
  const Reader: SyncReader | undefined = Reflect.get(globalThis, 'FileReaderSync');
  const { blob } = source;
  const canMount = blob !== undefined && typeof workerFs === 'object' && Reader !== undefined;
  if (canMount) {
    const reader = new Reader();
    Object.assign(workerFs ?? {}, { reader: pagedReader });
    const data = pagedBlob(blob, (part) => new Uint8Array(reader.readAsArrayBuffer(part)));
    FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name, data }] }, folder);
  } else {
    if (source.size > COPY_LIMIT_BYTES)
      fault(
        source.path,
        `${Math.round(source.size / 1e6)} MB`,
        `at most ${COPY_LIMIT_BYTES / 1e6} MB inside an archive`,
        'Unpack the file first.',
      );
    FS.writeFile(`${folder}/${name}`, await source.read(0, source.size));
  }
  closers.push(() => {
    if (canMount) FS.unmount(folder);
    else FS.unlink(`${folder}/${name}`);
  });
  const file = guarded(source.path, 'the file', () => new library.File(`${folder}/${name}`, 'r'));
  if (file.file_id < 0n)
    fault(`${source.path}, offset 0`, 'a file the HDF5 library cannot open', 'a whole HDF5 file');
  closers.unshift(() => file.close());
  return { path: source.path, size: source.size, file };
}

/** What the library throws about a damaged file, as a problem of that file. */
export function guarded<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const got = error instanceof Error ? error.message.slice(0, 80) : 'a failure';
    return fault(`${path}, ${what}`, got === '' ? 'a failure' : got, 'readable HDF5 data');
  }
}

export const keysOf = (group: Group): string[] => {
  try {
    return group.keys();
  } catch {
    return [];
  }
};
export const hasAll = (group: Group, names: readonly string[]): boolean => {
  const keys = keysOf(group);
  return names.every((name) => keys.includes(name));
};

export const isDataset = (entity: Entity | null): entity is Dataset =>
  entity !== null && 'slice' in entity && 'metadata' in entity;

export function datasetAt({ path, file }: OpenFile, name: string): Dataset {
  const entity = guarded(path, name, () => file.get(name));
  return isDataset(entity)
    ? entity
    : fault(`${path}, ${name}`, 'nothing', 'a data set', REMEDY.format);
}

/** Numbers of a one-dimensional data set, halves decoded. */
export function numbersOf(own: OpenFile, name: string, dataset: Dataset): Float64Array {
  const { path, size } = own;
  const [count = 0] = guarded(path, name, () => dataset.shape) ?? [];
  if (count > LIST_LIMIT) fault(`${path}, ${name}`, `${count} numbers`, `at most ${LIST_LIMIT}`);
  // Without compression, numbers take at least their own room in the file.
  const isPlain = guarded(path, name, () => dataset.filters).length === 0;
  const bytes = count * guarded(path, name, () => dataset.metadata).size;
  if (isPlain && bytes > size)
    fault(`${path}, ${name}`, `${count} numbers`, `at most the ${size} bytes of the file`);
  const isHalf = asBitsIfHalf(path, name, dataset);
  const value = guarded(path, name, () => dataset.value);
  return (
    toNumbers(value, isHalf) ??
    fault(`${path}, ${name}`, 'no numbers', 'a row of numbers', REMEDY.format)
  );
}

/** A row of a data set whose rows are lists, each of its own length. */
export interface Lists {
  /** How many rows there are. */
  readonly count: number;
  row(index: number): Float64Array;
}

export function listsOf({ path, size, file }: OpenFile, name: string): Lists {
  const dataset = datasetAt({ path, size, file }, name);
  const [count = 0] = guarded(path, name, () => dataset.shape) ?? [];
  const isHalf = asBitsIfHalf(path, name, dataset);
  return {
    count,
    row: (index) => {
      const where = `${name}[${index}]`;
      const value = guarded(path, where, () => dataset.slice([[index, index + 1]]));
      const list: unknown = Array.isArray(value) ? value[0] : value;
      // Lists are never compressed: one that is longer than the file is damage.
      if (ArrayBuffer.isView(list) && list.byteLength > size)
        fault(`${path}, ${where}`, `${list.byteLength} bytes`, `at most the ${size} of the file`);
      const numbers = toNumbers(list, isHalf);
      if (numbers === null) return fault(`${path}, ${where}`, 'no list', 'a list of numbers');
      if (numbers.length > LIST_LIMIT)
        fault(`${path}, ${where}`, `${numbers.length} numbers`, `at most ${LIST_LIMIT}`);
      return numbers;
    },
  };
}

/**
 * h5wasm 0.10.3 refuses 16-bit floats, so they are read as 16-bit integers: their bits.
 * To be deleted when https://github.com/usnistgov/h5wasm reads them.
 */
function asBitsIfHalf(path: string, name: string, dataset: Dataset): boolean {
  const metadata = guarded(path, name, () => dataset.metadata);
  const type = metadata.vlen_type ?? metadata;
  const isHalf = type.type === 1 && type.size === 2;
  if (isHalf) Object.assign(type, { type: 0, signed: false });
  return isHalf;
}

/** Every half-precision number by its bits, made when the first is read. */
let halves: Float32Array | null = null;

function toNumbers(value: unknown, isHalf: boolean): Float64Array | null {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return null;
  const list = value as unknown as ArrayLike<number | bigint>;
  const numbers = new Float64Array(list.length);
  if (!isHalf) {
    for (let i = 0; i < numbers.length; i++) numbers[i] = Number(list[i]!);
    return numbers;
  }
  halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => halfToNumber(bits));
  for (let i = 0; i < numbers.length; i++) numbers[i] = halves[Number(list[i]!)]!;
  return numbers;
}
