/** Numbers of an array file as samples: the first axis counts them, the others are one sample. */
import type { ByteSource } from './byteSource.ts';
import { windowed } from './byteSource.ts';
import { fault } from './fault.ts';
import type { ValueContent } from './records.ts';

/** How one number is stored. */
export interface NumberType {
  readonly bytes: 1 | 2 | 4 | 8;
  readonly isByte: boolean;
  get(view: DataView, offset: number): number;
}

/** A number type by kind and size: u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8 b1. */
export function numberType(code: string, isLittle: boolean): NumberType | null {
  const le = isLittle;
  switch (code) {
    case 'b1':
    case 'u1':
      return { bytes: 1, isByte: true, get: (v, o) => v.getUint8(o) };
    case 'i1':
      return { bytes: 1, isByte: false, get: (v, o) => v.getInt8(o) };
    case 'u2':
      return { bytes: 2, isByte: false, get: (v, o) => v.getUint16(o, le) };
    case 'i2':
      return { bytes: 2, isByte: false, get: (v, o) => v.getInt16(o, le) };
    case 'u4':
      return { bytes: 4, isByte: false, get: (v, o) => v.getUint32(o, le) };
    case 'i4':
      return { bytes: 4, isByte: false, get: (v, o) => v.getInt32(o, le) };
    case 'u8':
      return { bytes: 8, isByte: false, get: (v, o) => Number(v.getBigUint64(o, le)) };
    case 'i8':
      return { bytes: 8, isByte: false, get: (v, o) => Number(v.getBigInt64(o, le)) };
    case 'f2':
      return { bytes: 2, isByte: false, get: (v, o) => halfToNumber(v.getUint16(o, le)) };
    case 'f4':
      return { bytes: 4, isByte: false, get: (v, o) => v.getFloat32(o, le) };
    case 'f8':
      return { bytes: 8, isByte: false, get: (v, o) => v.getFloat64(o, le) };
    default:
      return null;
  }
}

/** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export interface NumberArray {
  readonly source: ByteSource;
  /** Offset of the first number. */
  readonly dataOffset: number;
  readonly type: NumberType;
  /** Extents, the first counts samples. */
  readonly extents: readonly number[];
  /** Whether the first index runs fastest in the file. */
  readonly isFortran: boolean;
}

/** Fortran order spreads each sample over the whole file, so that has to be in memory. */
const SPREAD_LIMIT_BYTES = 400_000_000;

/** Samples of an array; `channelsFirst` turns [channel, row, column] into [row, column, channel]. */
export async function arrayContent(
  { source, dataOffset, type, extents, isFortran }: NumberArray,
  channelsFirst: boolean,
): Promise<ValueContent> {
  const [count = 0, ...inner] = extents;
  const size = inner.reduce((product, extent) => product * extent, 1);
  const order = channelsFirst ? channelLast(inner) : null;
  if (!isFortran) {
    const forwards = windowed(source);
    const take = (bytes: Uint8Array, out: Float32Array): void => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let j = 0; j < size; j++)
        out[order === null ? j : order[j]!] = type.get(view, j * type.bytes);
    };
    return {
      kind: 'values',
      isBytes: type.isByte,
      read: (index, out) => {
        const bytes = forwards.read(dataOffset + index * size * type.bytes, size * type.bytes);
        return bytes instanceof Uint8Array ? take(bytes, out) : bytes.then((b) => take(b, out));
      },
    };
  }
  const total = count * size * type.bytes;
  if (total > SPREAD_LIMIT_BYTES)
    fault(
      source.path,
      `${Math.round(total / 1e6)} MB in Fortran order`,
      `at most ${SPREAD_LIMIT_BYTES / 1e6} MB`,
      'Save the array in C order: numpy.ascontiguousarray.',
    );
  const all = await source.read(dataOffset, total);
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  // Position of the sample's j-th number, in C order, among all numbers in Fortran order.
  const strides = inner.map((_, axis) =>
    inner.slice(0, axis).reduce((product, extent) => product * extent, count),
  );
  const positions = Uint32Array.from({ length: size }, (_, j) => {
    let rest = j;
    let position = 0;
    for (let axis = inner.length - 1; axis >= 0; axis--) {
      position += (rest % inner[axis]!) * strides[axis]!;
      rest = Math.floor(rest / inner[axis]!);
    }
    return position;
  });
  return {
    kind: 'values',
    isBytes: type.isByte,
    read: (index, out) => {
      for (let j = 0; j < size; j++)
        out[order === null ? j : order[j]!] = type.get(view, (index + positions[j]!) * type.bytes);
    },
  };
}

/** Where each number of [channels, rows, columns] goes in [rows, columns, channels]. */
export function channelLast([channels = 1, rows = 1, columns = 1]: readonly number[]): Uint32Array {
  return Uint32Array.from({ length: channels * rows * columns }, (_, j) => {
    const channel = Math.floor(j / (rows * columns));
    return (j % (rows * columns)) * channels + channel;
  });
}

/** Whether extents [count, a, b, c] look like channels before rows and columns. */
export function looksChannelsFirst([
  ,
  first = 0,
  second = 0,
  third = 0,
]: readonly number[]): boolean {
  return third > 4 && second > 4 && first <= 4;
}
