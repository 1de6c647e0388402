/**
 * Data sets that a person brought, told apart by ids that describe them:
 *
 *   own-<shape>-<classes>-<v|s>-<hash>      own-28x28x1-10-v-0123456789abcdef
 *
 * v: values, s: spikes; the hash is the start of the SHA-256 of samples, labels and classes. So a
 * document that names one is sound, can be drawn and edited on every page, and only its samples are
 * missing where they were never imported. Names come from the store of the browser; see `nameImported`.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import { DatasetUnavailable } from './errors.ts';

export interface ImportedKind {
  readonly shape: Shape;
  readonly nClasses: number;
  readonly hasSpikes: boolean;
  /** 16 hexadecimal digits. */
  readonly hash: string;
}

export interface ImportedNames {
  readonly name: string;
  readonly classes: readonly string[];
}

/** Inputs are counted in 16 bits where samples are spikes. */
export const IMPORTED_INPUT_LIMIT = 65_536;
/** Labels are bytes. */
export const IMPORTED_CLASS_LIMIT = 256;

const ID = /^own-(\d{1,5}(?:x\d{1,5}x\d{1,5})?)-(\d{1,3})-([vs])-([0-9a-f]{16})$/;

/** Entries of this thread by id: those of the browser's store, and those that documents named. */
const entries = new Map<string, DatasetEntry>();
let known: readonly DatasetEntry[] = [];

export function importedId({ shape, nClasses, hasSpikes, hash }: ImportedKind): string {
  return `own-${shape.join('x')}-${nClasses}-${hasSpikes ? 's' : 'v'}-${hash}`;
}

/** What an id says, or null when it is none of an imported data set. */
export function parseImportedId(id: string): ImportedKind | null {
  const [, extents = '', classes = '', kind, hash = ''] = ID.exec(id) ?? [];
  const [first = 0, second, third] = extents.split('x').map(Number);
  const shape: Shape =
    second === undefined || third === undefined ? [first] : [first, second, third];
  const nClasses = Number(classes);
  const isSound =
    sizeOf(shape) >= 1 &&
    sizeOf(shape) <= IMPORTED_INPUT_LIMIT &&
    nClasses >= 2 &&
    nClasses <= IMPORTED_CLASS_LIMIT;
  return isSound ? { shape, nClasses, hasSpikes: kind === 's', hash } : null;
}

/** The data set an id describes; the same object each time until it is given other names. */
export function importedDataset(id: string): DatasetEntry | undefined {
  const present = entries.get(id);
  if (present !== undefined) return present;
  const kind = parseImportedId(id);
  if (kind === null) return undefined;
  return keep(entryFor(id, kind, null));
}

/** Gives a data set the names it has in this browser; ids of another form are passed over. */
export function nameImported(id: string, names: ImportedNames): void {
  const kind = parseImportedId(id);
  if (kind !== null && names.classes.length === kind.nClasses) keep(entryFor(id, kind, names));
}

/** Takes a removed data set off the list. */
export function forgetImported(id: string): void {
  entries.delete(id);
  known = [...entries.values()];
}

/** All that this thread has met, in order. */
export function knownImported(): readonly DatasetEntry[] {
  return known;
}

function keep(entry: DatasetEntry): DatasetEntry {
  entries.set(entry.id, entry);
  known = [...entries.values()];
  return entry;
}

function entryFor(
  id: string,
  { shape, nClasses, hasSpikes, hash }: ImportedKind,
  names: ImportedNames | null,
): DatasetEntry {
  const label = names?.name ?? `Imported data ${hash.slice(0, 6)}`;
  return {
    id,
    label,
    help: hasSpikes
      ? 'Spikes from your own files, kept in this browser.'
      : 'Samples from your own files, kept in this browser.',
    licence: 'That of your files. They stay in this browser; a link or file carries only their id.',
    shape,
    classes: names?.classes ?? Array.from({ length: nClasses }, (_, index) => String(index)),
    hasSpikes,
    params: {},
    load: async (io) => {
      if (io.imported === undefined)
        throw new DatasetUnavailable(`${label}: imported data can be read in a browser only`);
      return io.imported(id);
    },
  };
}
