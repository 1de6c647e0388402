/** The arrays of a data set as they are stored, and the digest that its id is made of. */
import type { Dataset } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import type { Prepared } from './prepare.ts';

/** Bytes that are digested, written or read at a time. */
export const PIECE_BYTES = 8 << 20;

type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array;
export const COLUMN_TYPES = {
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  f4: Float32Array,
} as const;
export type ColumnType = keyof typeof COLUMN_TYPES;

export const columnsOf = ({ train, test }: Dataset): [string, Column][] =>
  (
    [
      ['train', train],
      ['test', test],
    ] as const
  ).flatMap(([split, samples]) => [
    [`${split}.values`, samples.values],
    [`${split}.labels`, samples.labels],
    ...(samples.spikes === undefined
      ? []
      : ([
          [`${split}.offsets`, samples.spikes.offsets],
          [`${split}.timesMs`, samples.spikes.timesMs],
          [`${split}.inputs`, samples.spikes.inputs],
        ] satisfies [string, Column][])),
  ]);

export function typeOf(column: Column): ColumnType {
  if (column instanceof Uint8Array) return 'u1';
  if (column instanceof Uint16Array) return 'u2';
  return column instanceof Uint32Array ? 'u4' : 'f4';
}

export const bytesOf = (column: Column): Uint8Array<ArrayBuffer> =>
  new Uint8Array(column.buffer as ArrayBuffer, column.byteOffset, column.byteLength);

/**
 * The first 64 bits of the SHA-256 of the digests of all columns, the shape and the class names. Columns
 * go in pieces, because the browser copies what it digests.
 */
export async function contentHash({ dataset, classes }: Prepared, shape: Shape): Promise<string> {
  const parts: string[] = [JSON.stringify({ shape, classes })];
  for (const [name, column] of columnsOf(dataset)) {
    const bytes = bytesOf(column);
    const digests: string[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      digests.push(hex(await crypto.subtle.digest('SHA-256', piece)));
    }
    parts.push(`${name} ${digests.join(' ')}`);
  }
  const all = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(parts.join('\n')));
  return hex(all).slice(0, 16);
}

const hex = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
