/**
 * HDF5 files in two layouts of recorded spikes, read sample by sample with h5wasm (NIST).
 *
 *   SHD, SSC:     spikes/units, spikes/times (s), a list a sample; labels; extra/keys for class names
 *   N-TIDIGITS:   {train,test}_labels; {train,test}_addresses/<label>, {train,test}_timestamps/<label> (s)
 *
 * Sources: Cramer et al. 2022, "The Heidelberg spiking data sets", doi:10.1109/TNNLS.2020.3044364;
 * Anumula et al. 2018, "Feature representations for neuromorphic audio spike streams",
 * doi:10.3389/fnins.2018.00023. A label of N-TIDIGITS ends in the digits spoken: one of them is a class.
 */
import type * as Hdf5 from 'h5wasm';
import type { Dataset, Entity, File, Group } from 'h5wasm';
import type { Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import { checkHeaps } from './hdf5Heaps.ts';
import type { LoadHdf5 } from './hdf5Library.ts';
import { readyLibrary } from './hdf5Library.ts';
import type { Format, Opened, Records, SampleSpikes } from './records.ts';
import { classify, isTestPath, numberOf, sortSpikes } from './records.ts';
import { halfToNumber } from './sampleArray.ts';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46];
const SHD_INPUTS = 700;
const TIDIGITS_INPUTS = 64;
/** Most numbers of one list: the labels of a file, or the spikes of one sample. */
const LIST_LIMIT = 5_000_000;
/** A file that cannot be mounted is copied into the memory of the HDF5 library. */
const COPY_LIMIT_BYTES = 500_000_000;

export function hdf5(load: LoadHdf5): Format {
  return {
    label: 'HDF5 spikes',
    accepts: ({ head }) => SIGNATURE.every((byte, at) => head[at] === byte),
    open: async (files, mapping) => {
      const library = await readyLibrary(load);
      closeOpened();
      const opened = await Promise.all(files.map((source) => openFile(library, source)));
      const [first] = opened;
      if (first === undefined) return fault('files', 'none', 'one HDF5 file or more');
      if (hasAll(first.file, ['spikes', 'labels'])) return openShd(opened, mapping);
      if (hasAll(first.file, ['train_labels'])) return openTidigits(first);
      return fault(
        first.path,
        `the entries ${keysOf(first.file).slice(0, 8).join(', ') || 'none'}`,
        'spikes and labels (SHD, SSC), or train_labels, train_addresses and train_timestamps (N-TIDIGITS)',
        'Other layouts are not read: save the arrays as NPZ.',
      );
    },
  };
}

interface OpenFile {
  readonly path: string;
  readonly size: number;
  readonly file: File;
}

let mounted = 0;
/** What gives back the files that are open: only those of the last import are read any more. */
let closers: (() => void)[] = [];

function closeOpened(): void {
  for (const close of closers) {
    try {
      close();
    } catch {
      // A damaged file may refuse to be closed; its number is used no more.
    }
  }
  closers = [];
}

async function openFile(library: typeof Hdf5, source: ByteSource): Promise<OpenFile> {
  await checkHeaps(source, () => undefined);
  const { FS } = await library.ready;
  const name = `${++mounted}.h5`;
  // WORKERFS reads parts of a file on disk as they are needed; it exists in workers only.
  const workerFs: unknown = Reflect.get(FS.filesystems, 'WORKERFS');
  const canMount =
    source.blob !== undefined && workerFs !== undefined && 'FileReaderSync' in globalThis;
  const folder = `/import-${mounted}`;
  FS.mkdir(folder);
  if (canMount) FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name, data: source.blob }] }, folder);
  else {
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
function guarded<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const got = error instanceof Error ? error.message.slice(0, 80) : 'a failure';
    return fault(`${path}, ${what}`, got === '' ? 'a failure' : got, 'readable HDF5 data');
  }
}

const keysOf = (group: Group): string[] => {
  try {
    return group.keys();
  } catch {
    return [];
  }
};
const hasAll = (group: Group, names: readonly string[]): boolean => {
  const keys = keysOf(group);
  return names.every((name) => keys.includes(name));
};

const isDataset = (entity: Entity | null): entity is Dataset =>
  entity !== null && 'slice' in entity && 'metadata' in entity;

function datasetAt({ path, file }: OpenFile, name: string): Dataset {
  const entity = guarded(path, name, () => file.get(name));
  return isDataset(entity)
    ? entity
    : fault(`${path}, ${name}`, 'nothing', 'a data set', REMEDY.format);
}

/** Numbers of a one-dimensional data set, halves decoded. */
function numbersOf({ path, size }: OpenFile, name: string, dataset: Dataset): Float64Array {
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
    toNumbers(`${path}, ${name}`, value, isHalf) ??
    fault(`${path}, ${name}`, 'no numbers', 'a row of numbers', REMEDY.format)
  );
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

/** @throws ImportFault when there are more of them than one sample may have */
function toNumbers(where: string, value: unknown, isHalf: boolean): Float64Array | null {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return null;
  const list = value as unknown as ArrayLike<number | bigint>;
  if (list.length > LIST_LIMIT) fault(where, `${list.length} numbers`, `at most ${LIST_LIMIT}`);
  return isHalf
    ? Float64Array.from(list, (bits) => halfToNumber(Number(bits)))
    : Float64Array.from(list, Number);
}

function openShd(files: readonly OpenFile[], mapping: Mapping): Opened {
  const train = files.filter(({ path }) => !isTestPath(path));
  const test = files.filter(({ path }) => isTestPath(path));
  const [first, second] = train.length === 0 ? [test, train] : [train, test];
  if (first.length !== 1 || second.length > 1)
    fault(
      files.map(({ path }) => path).join(', '),
      `${first.length} files for training and ${second.length} for the test`,
      'one for training, and at most one for the test, named so',
      'Choose shd_train.h5 and shd_test.h5 together.',
    );
  const nInputs = Math.round(numberOf(mapping, 'inputs', SHD_INPUTS, 1, 65_536));
  const open = (file: OpenFile | undefined): Records | null =>
    file === undefined ? null : shdRecords(file, nInputs);
  const records = open(first[0]);
  if (records === null) return fault('files', 'none', 'one HDF5 file');
  return {
    train: records,
    test: open(second[0]),
    choices: [
      {
        id: 'inputs',
        label: 'Channels',
        help: 'How many channels the recording has; units are counted from 0.',
        kind: 'number',
        value: nInputs,
        min: 1,
        max: 65_536,
        unit: 'inputs',
      },
    ],
    notes: ['Layout of the Heidelberg spiking data sets.'],
  };
}

function shdRecords(file: OpenFile, nInputs: number): Records {
  const { path } = file;
  const numbers = numbersOf(file, 'labels', datasetAt(file, 'labels'));
  const units = datasetAt(file, 'spikes/units');
  const times = datasetAt(file, 'spikes/times');
  const count = numbers.length;
  for (const [name, dataset] of [
    ['spikes/units', units],
    ['spikes/times', times],
  ] as const) {
    const [rows = 0] = guarded(path, name, () => dataset.shape) ?? [];
    if (rows !== count || count === 0)
      fault(`${path}, ${name}`, `${rows} samples`, `${count}, one a label, and at least one`);
  }
  const isHalf = {
    units: asBitsIfHalf(path, 'spikes/units', units),
    times: asBitsIfHalf(path, 'spikes/times', times),
  };
  const names = classNames(file, numbers);
  return {
    count,
    shape: [nInputs],
    ...classify(Array.from(numbers, (label) => names(label))),
    content: {
      kind: 'spikes',
      read: (index) => {
        const row = (name: string, dataset: Dataset, half: boolean): Float64Array => {
          const where = `${name}[${index}]`;
          const value = guarded(path, where, () => dataset.slice([[index, index + 1]]));
          const list = Array.isArray(value) ? value[0] : value;
          return (
            toNumbers(`${path}, ${where}`, list, half) ??
            fault(`${path}, ${where}`, 'no list', 'a list of numbers')
          );
        };
        return spikesOf(
          `${path}, sample ${index}`,
          row('spikes/times', times, isHalf.times),
          row('spikes/units', units, isHalf.units),
          nInputs,
        );
      },
    },
    where: (index) => `${path}, sample ${index}`,
  };
}

/** Names of SHD's classes, or their numbers where the file has no fitting list. */
function classNames(file: OpenFile, labels: Float64Array): (label: number) => string {
  const entity = hasAll(file.file, ['extra']) ? file.file.get('extra/keys') : null;
  const keys: unknown = isDataset(entity)
    ? guarded(file.path, 'extra/keys', () => entity.value)
    : null;
  const largest = labels.reduce((a, b) => Math.max(a, b), 0);
  const texts = Array.isArray(keys) ? keys.map(textOf) : [];
  const isFitting = texts.length > largest && new Set(texts).size === texts.length;
  return (label) => (isFitting ? `${label} ${texts[label] ?? ''}`.trim() : String(label));
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);

function spikesOf(
  where: string,
  timesS: Float64Array,
  units: Float64Array,
  nInputs: number,
): SampleSpikes {
  if (timesS.length !== units.length)
    fault(where, `${timesS.length} times and ${units.length} units`, 'as many of each');
  const timesMs = new Float32Array(timesS.length);
  const inputs = new Uint16Array(timesS.length);
  for (let i = 0; i < timesS.length; i++) {
    const time = timesS[i]! * 1000;
    const unit = units[i]!;
    if (!(time >= 0 && time < 1e7)) fault(where, `a spike at ${timesS[i]} s`, 'a time from 0 on');
    if (!Number.isInteger(unit) || unit < 0 || unit >= nInputs)
      fault(
        where,
        `unit ${unit}`,
        `0 to ${nInputs - 1}`,
        'Set the number of channels of the recording.',
      );
    timesMs[i] = time;
    inputs[i] = unit;
  }
  return sortSpikes(timesMs, inputs);
}

function openTidigits(file: OpenFile): Opened {
  const split = (name: 'train' | 'test'): Records | null => {
    if (!hasAll(file.file, [`${name}_labels`, `${name}_addresses`, `${name}_timestamps`]))
      return null;
    const listed: unknown = guarded(
      file.path,
      `${name}_labels`,
      () => datasetAt(file, `${name}_labels`).value,
    );
    const labels = Array.isArray(listed) ? listed.map(textOf) : [];
    const single = labels.filter((label) => lastPart(label).length === 1);
    if (single.length === 0)
      fault(
        `${file.path}, ${name}_labels`,
        `${labels.length} labels, none of one digit`,
        'labels that end in the digit spoken',
        REMEDY.format,
      );
    return {
      count: single.length,
      shape: [TIDIGITS_INPUTS],
      ...classify(single.map(lastPart)),
      content: {
        kind: 'spikes',
        read: (index) => {
          const of = (kind: string): Float64Array => {
            const name_ = `${name}_${kind}/${single[index]}`;
            return numbersOf(file, name_, datasetAt(file, name_));
          };
          const where = `${file.path}, ${single[index]}`;
          return spikesOf(where, of('timestamps'), of('addresses'), TIDIGITS_INPUTS);
        },
      },
      where: (index) => `${file.path}, ${single[index]}`,
    };
  };
  const train = split('train');
  if (train === null)
    return fault(
      file.path,
      'labels without spikes',
      'train_addresses and train_timestamps',
      REMEDY.again,
    );
  return {
    train,
    test: split('test'),
    choices: [],
    notes: ['Layout of N-TIDIGITS; only samples of a single digit are taken.'],
  };
}

const lastPart = (label: string): string => label.split('-').at(-1) ?? '';
