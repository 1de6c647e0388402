/** From what a person dropped to the reader that knows it. */
import type { ImportFile, Mapping } from '#protocol/import.ts';
import { aedat } from './aedat.ts';
import type { ByteSource } from './byteSource.ts';
import { blobSource, headOf, inflated } from './byteSource.ts';
import { cifar10 } from './cifar10.ts';
import { csv } from './csv.ts';
import { fault } from './fault.ts';
import { hdf5 } from './hdf5.ts';
import type { LoadHdf5 } from './hdf5Library.ts';
import { idx } from './idx.ts';
import { nmnist } from './nmnist.ts';
import { npy } from './npy.ts';
import type { DecodePicture } from './pictures.ts';
import { pictures } from './pictures.ts';
import type { Format, Opened, Report } from './records.ts';
import { sounds } from './sounds.ts';
import { isZip, readZip } from './zip.ts';

export interface ImportPlatform {
  readonly loadHdf5: LoadHdf5;
  readonly decodePicture: DecodePicture;
}

export interface OpenedFiles extends Opened {
  readonly format: string;
}

const HEAD_BYTES = 512;
const FILE_LIMIT = 200_000;
const KNOWN =
  'IDX, CSV, NPY, NPZ, CIFAR-10, N-MNIST or AEDAT events, HDF5 (SHD, N-TIDIGITS), PNG, JPEG or WAV by class';

export function formatsFor({ loadHdf5, decodePicture }: ImportPlatform): readonly Format[] {
  // The ones known by their first bytes come first; a table is what is left.
  return [npy, hdf5(loadHdf5), aedat, sounds, pictures(decodePicture), idx, cifar10, nmnist, csv];
}

/** @throws ImportFault for unknown, mixed or damaged files */
export async function openFiles(
  files: readonly ImportFile[],
  mapping: Mapping,
  formats: readonly Format[],
  report?: Report,
): Promise<OpenedFiles> {
  const sources = files
    .filter(({ path }) => !isClutter(path))
    .map(({ path, file }) => blobSource(path, file));
  return openSources(await unpacked(sources), mapping, formats, report);
}

export async function openSources(
  sources: readonly ByteSource[],
  mapping: Mapping,
  formats: readonly Format[],
  report: Report = () => undefined,
): Promise<OpenedFiles> {
  const [first] = sources;
  if (first === undefined)
    return fault('files', 'none that can hold samples', KNOWN, 'Choose at least one file.');
  if (sources.length > FILE_LIMIT)
    fault(
      'files',
      `${sources.length} of them`,
      `at most ${FILE_LIMIT}`,
      'Bring a part of the folder.',
    );
  const empty = sources.find(({ size }) => size === 0);
  if (empty !== undefined) fault(`${empty.path}, offset 0`, 'an empty file', KNOWN);
  const known = new Map<Format, ByteSource[]>();
  const unknown: ByteSource[] = [];
  for (const source of sources) {
    const head = await headOf(source, HEAD_BYTES);
    const facts = { path: source.path, size: source.size, head };
    const format = formats.find((candidate) => candidate.accepts(facts));
    if (format === undefined) unknown.push(source);
    else known.set(format, [...(known.get(format) ?? []), source]);
  }
  // A read-me or a list beside the data is no reason to refuse them.
  const ranked = [...known].toSorted(
    ([a, of], [b, other]) => rank(a, of.length) - rank(b, other.length),
  );
  const [chosen] = ranked;
  if (chosen === undefined)
    return fault(
      `${first.path}, offset 0`,
      `bytes of no known format (${hexOf(await headOf(first, 4))})`,
      KNOWN,
      'Convert the file, for instance to NPZ or CSV.',
    );
  const [format, own] = chosen;
  const left = sources.length - own.length;
  const opened = await format.open(own, mapping, report);
  expectFilled(opened);
  return {
    ...opened,
    format: format.label,
    notes: left === 0 ? opened.notes : [...opened.notes, `${left} other files were left out.`],
  };
}

/** Formats with content of their own go before tables, then those with more files. */
function rank(format: Format, count: number): number {
  return (format === csv ? 1e9 : 0) - count;
}

function expectFilled({ train, test }: Opened): void {
  for (const records of test === null ? [train] : [train, test]) {
    if (records.count === 0) fault(records.where(0), 'no samples', 'at least one');
  }
}

/** Archives in place of files: gzip is decompressed, a zip of other files is opened like a folder. */
async function unpacked(sources: readonly ByteSource[]): Promise<ByteSource[]> {
  const all: ByteSource[] = [];
  for (const source of sources) {
    const head = await headOf(source, 4);
    if (head[0] === 0x1f && head[1] === 0x8b)
      all.push(await inflated(source, 'gzip', source.path.replace(/\.gz$/i, '')));
    else if (isZip(head) && !/\.npz$/i.test(source.path)) {
      for (const entry of await readZip(source)) {
        if (isClutter(entry.path)) continue;
        all.push(await entry.open());
      }
    } else all.push(source);
  }
  return all;
}

/** Files that systems leave behind. */
function isClutter(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
