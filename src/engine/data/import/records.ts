/** What every reader gives: samples that can be read one by one, and the name of each one's class. */
import { IMPORTED_INPUT_LIMIT } from '#catalog/datasets/imported.ts';
import type { Shape } from '#model/shape.ts';
import { shapeLabel, sizeOf } from '#model/shape.ts';
import type { ImportChoice, ImportProgress, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault } from './fault.ts';

export interface SampleSpikes {
  /** Ascending, from 0. */
  readonly timesMs: Float32Array;
  readonly inputs: Uint16Array;
}

export interface ValueContent {
  readonly kind: 'values';
  /** Whole numbers from 0 to 255, stored as bytes. */
  readonly isBytes: boolean;
  /** Writes the sample's values; fastest in ascending order of index. */
  read(index: number, out: Float32Array): Promise<void> | void;
}

export interface SpikeContent {
  readonly kind: 'spikes';
  read(index: number): Promise<SampleSpikes> | SampleSpikes;
}

export interface Records {
  readonly count: number;
  readonly shape: Shape;
  /** Index into `classes`, one a sample. */
  readonly labels: Uint32Array;
  readonly classes: readonly string[];
  readonly content: ValueContent | SpikeContent;
  /** What to call a sample in a message: `x.npy, sample 7`. */
  where(index: number): string;
}

/** Told how far reading is. */
export type Report = (progress: ImportProgress) => void;

export interface Opened {
  readonly train: Records;
  readonly test: Records | null;
  readonly choices: readonly ImportChoice[];
  readonly notes: readonly string[];
}

export interface Format {
  /** As in "IDX images with labels". */
  readonly label: string;
  /** Whether these files are for this reader; it may then still find them damaged. */
  accepts(file: {
    readonly path: string;
    readonly size: number;
    readonly head: Uint8Array;
  }): boolean;
  open(files: readonly ByteSource[], mapping: Mapping, report: Report): Promise<Opened>;
}

/** Numbers the classes of labels given by name: numbers by size, words by the alphabet. */
export function classify(names: readonly string[]): Pick<Records, 'labels' | 'classes'> {
  const classes = sortedClasses(new Set(names));
  const index = new Map(classes.map((name, at) => [name, at]));
  return { classes, labels: Uint32Array.from(names, (name) => index.get(name) ?? 0) };
}

export function sortedClasses(names: ReadonlySet<string>): string[] {
  const all = [...names];
  const areNumbers = all.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return areNumbers
    ? all.toSorted((a, b) => Number(a) - Number(b))
    : all.toSorted((a, b) => (a < b ? -1 : 1));
}

/** The shape of a sample with these extents: a vector, an image, or an image with channels. */
export function shapeOf(extents: readonly number[], where: string): Shape {
  const [first = 1, second, third, ...more] = extents;
  if (more.length > 0)
    fault(
      where,
      `samples of ${extents.length} dimensions (${extents.join(' × ')})`,
      'at most 3: rows, columns, channels',
      'Flatten the samples before saving them.',
    );
  const shape: Shape = second === undefined ? [first] : [first, second, third ?? 1];
  const size = sizeOf(shape);
  if (size < 1 || size > IMPORTED_INPUT_LIMIT)
    fault(
      where,
      `${size} values a sample (${shapeLabel(shape)})`,
      `1 to ${IMPORTED_INPUT_LIMIT}`,
      'Make the samples smaller: fewer pixels, channels or columns.',
    );
  return shape;
}

/** Spikes in order of time, the first at its own offset from `startMs`. */
export function sortSpikes(timesMs: Float32Array, inputs: Uint16Array): SampleSpikes {
  let isSorted = true;
  for (let i = 1; i < timesMs.length && isSorted; i++) isSorted = timesMs[i]! >= timesMs[i - 1]!;
  if (isSorted) return { timesMs, inputs };
  const order = Uint32Array.from(timesMs.keys()).sort((a, b) => timesMs[a]! - timesMs[b]!);
  return {
    timesMs: Float32Array.from(order, (i) => timesMs[i]!),
    inputs: Uint16Array.from(order, (i) => inputs[i]!),
  };
}

export function choiceOf(
  mapping: Mapping,
  id: string,
  options: readonly string[],
  proposed: string,
): string {
  const given = mapping[id];
  return typeof given === 'string' && options.includes(given) ? given : proposed;
}

export function numberOf(
  mapping: Mapping,
  id: string,
  proposed: number,
  min: number,
  max: number,
): number {
  const given = mapping[id];
  return typeof given === 'number' && Number.isFinite(given)
    ? Math.min(max, Math.max(min, given))
    : proposed;
}

/** Whether a path speaks of the test split: a folder or a part of the name. */
export function isTestPath(path: string): boolean {
  return /(^|[^a-z])(test|t10k|testing|val|valid|validation)([^a-z]|$)/i.test(path);
}
