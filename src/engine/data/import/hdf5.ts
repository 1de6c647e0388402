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
import type { Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import type { OpenFile } from './hdf5File.ts';
import {
  closeOpened,
  datasetAt,
  guarded,
  hasAll,
  isDataset,
  keysOf,
  listsOf,
  numbersOf,
  openFile,
} from './hdf5File.ts';
import { checkHeaps } from './hdf5Heaps.ts';
import type { LoadHdf5 } from './hdf5Library.ts';
import { readyLibrary } from './hdf5Library.ts';
import type { Format, Opened, Records, Report, SampleSpikes } from './records.ts';
import { classify, isTestPath, numberOf, sortSpikes } from './records.ts';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46];
const SHD_INPUTS = 700;
const TIDIGITS_INPUTS = 64;

export function hdf5(load: LoadHdf5): Format {
  return {
    label: 'HDF5 spikes',
    accepts: ({ head }) => SIGNATURE.every((byte, at) => head[at] === byte),
    open: async (files, mapping, report) => {
      const library = await readyLibrary(load);
      closeOpened();
      await checkAll(files, report);
      const opened: OpenFile[] = [];
      for (const source of files) opened.push(await openFile(library, source));
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

/** Files whose heaps were found sound: they are opened again for each answer, and to be stored. */
const sound = new Set<string>();

/** Names a file on disk as it is now; null for one in memory, which is small. */
function identityOf({ path, size, blob }: ByteSource): string | null {
  return blob !== undefined && 'lastModified' in blob
    ? `${path} ${size} ${String(blob.lastModified)}`
    : null;
}

async function checkAll(files: readonly ByteSource[], report: Report): Promise<void> {
  const unknown = files.filter((source) => !sound.has(identityOf(source) ?? ''));
  const total = unknown.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const source of unknown) {
    await checkHeaps(source, (bytes) => report({ phase: 'checking', done: before + bytes, total }));
    before += source.size;
    const identity = identityOf(source);
    if (identity !== null) sound.add(identity);
  }
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
  const units = listsOf(file, 'spikes/units');
  const times = listsOf(file, 'spikes/times');
  const count = numbers.length;
  for (const [name, lists] of [
    ['spikes/units', units],
    ['spikes/times', times],
  ] as const) {
    if (lists.count !== count || count === 0)
      fault(
        `${path}, ${name}`,
        `${lists.count} samples`,
        `${count}, one a label, and at least one`,
      );
  }
  const names = classNames(file, numbers);
  return {
    count,
    shape: [nInputs],
    ...classify(Array.from(numbers, (label) => names(label))),
    content: {
      kind: 'spikes',
      read: (index) =>
        spikesOf(`${path}, sample ${index}`, times.row(index), units.row(index), nInputs),
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
