/** Small, whole files of each format, made byte by byte, for tests. */
import { bytesSource } from '../byteSource.ts';
import type { ByteSource, Bytes } from '../byteSource.ts';
import { crc32 } from '../zip.ts';

const ascii = (text: string): Bytes => new TextEncoder().encode(text);

function joined(...parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function bigEndian(...values: readonly number[]): Bytes {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value));
  return new Uint8Array(view.buffer);
}

function littleEndian(sizes: readonly (2 | 4)[], values: readonly number[]): Bytes {
  const view = new DataView(new ArrayBuffer(sizes.reduce<number>((a, b) => a + b, 0)));
  let at = 0;
  values.forEach((value, i) => {
    if (sizes[i] === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += sizes[i] ?? 0;
  });
  return new Uint8Array(view.buffer);
}

export const idxImages = (count: number, rows: number, columns: number): Bytes =>
  joined(
    bigEndian(0x803, count, rows, columns),
    Uint8Array.from({ length: count * rows * columns }, (_, i) => (i * 37) % 256),
  );

export const idxLabels = (labels: readonly number[]): Bytes =>
  joined(bigEndian(0x801, labels.length), Uint8Array.from(labels));

export function npyFile(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  fortran = false,
): Bytes {
  const order = fortran ? 'True' : 'False';
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${extents}), }\n`;
  return joined(
    Uint8Array.of(0x93),
    ascii('NUMPY'),
    Uint8Array.of(1, 0),
    littleEndian([2], [header.length]),
    ascii(header),
    data,
  );
}

/** A zip archive of stored entries. */
export function zipFile(entries: Readonly<Record<string, Uint8Array>>): Bytes {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(entries)) {
    const label = ascii(name);
    const facts = [crc32(data), data.length, data.length, label.length, 0] as const;
    const local = joined(
      littleEndian([4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2], [0x04034b50, 20, 0, 0, 0, 0, ...facts]),
      label,
      data,
    );
    centrals.push(
      littleEndian(
        [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4],
        [0x02014b50, 20, 20, 0, 0, 0, 0, ...facts, 0, 0, 0, 0, offset],
      ),
      label,
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = joined(...centrals);
  const n = Object.keys(entries).length;
  return joined(
    ...locals,
    directory,
    littleEndian([4, 2, 2, 2, 2, 4, 4, 2], [0x06054b50, 0, 0, n, n, directory.length, offset, 0]),
  );
}

/** Sound of 16-bit PCM, one channel. */
export function wavFile(sound: readonly number[], sampleRateHz = 8000): Bytes {
  const data = new Uint8Array(Int16Array.from(sound, (v) => Math.round(v * 32767)).buffer);
  return joined(
    ascii('RIFF'),
    littleEndian([4], [36 + data.length]),
    ascii('WAVEfmt '),
    littleEndian([4, 2, 2, 4, 4, 2, 2], [16, 1, 1, sampleRateHz, 2 * sampleRateHz, 2, 16]),
    ascii('data'),
    littleEndian([4], [data.length]),
    data,
  );
}

export const tone = (hz: number, count = 400): number[] =>
  Array.from({ length: count }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 8000));

/** N-MNIST events (x, y, polarity, µs). */
export function nmnistFile(events: readonly (readonly [number, number, number, number])[]): Bytes {
  return joined(
    ...events.map(([x, y, p, t]) =>
      Uint8Array.of(x, y, (p << 7) | (t >> 16), (t >> 8) & 255, t & 255),
    ),
  );
}

export function aedat2File(events: readonly (readonly [number, number, number, number])[]): Bytes {
  return joined(
    ascii('#!AER-DAT2.0\r\n# This is a raw AE data file\r\n'),
    ...events.map(([x, y, p, t]) => bigEndian((y << 8) | (x << 1) | p, t)),
  );
}

export function aedat3File(events: readonly (readonly [number, number, number, number])[]): Bytes {
  return joined(
    ascii('#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DAVIS240C\r\n#!END-HEADER\r\n'),
    littleEndian(
      [2, 2, 4, 4, 4, 4, 4, 4],
      [1, 1, 8, 4, 0, events.length, events.length, events.length],
    ),
    ...events.map(([x, y, p, t]) =>
      littleEndian([4, 4], [((x << 17) | (y << 2) | (p << 1) | 1) >>> 0, t]),
    ),
  );
}

/** Two CIFAR-10 records; the colours of pixel k are k, k + 1, k + 2 modulo 256. */
export const cifarFile = (labels: readonly number[]): Bytes =>
  joined(
    ...labels.flatMap((label) => [
      Uint8Array.of(label),
      Uint8Array.from({ length: 3072 }, (_, j) => ((j % 1024) + Math.floor(j / 1024)) % 256),
    ]),
  );

export const textFile = ascii;

export const sourcesOf = (files: Readonly<Record<string, Bytes>>): ByteSource[] =>
  Object.entries(files).map(([path, bytes]) => bytesSource(path, bytes));
