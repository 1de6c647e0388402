/**
 * Entries of a zip archive, found by its central directory; stored ones are read in place.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3.10, §4.3.7 (local header), §4.3.12 (central), §4.3.16 (end), §4.5.3
 * (zip64 extra field). Only methods 0 (stored) and 8 (deflate) are read.
 */
import type { ByteSource } from './byteSource.ts';
import { inflated, sliceSource } from './byteSource.ts';
import { fault } from './fault.ts';

export interface ZipEntry {
  readonly path: string;
  /** Bytes once decompressed, as the directory says. */
  readonly size: number;
  open(): Promise<ByteSource>;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_MAX_BYTES = 65_535;
const ENTRY_LIMIT = 200_000;
const IN_ZIP64 = 0xffffffff;

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** The files of an archive; folders are left out. */
export async function readZip(source: ByteSource): Promise<ZipEntry[]> {
  const { path, size } = source;
  const tailBytes = Math.min(size, END_BYTES + COMMENT_MAX_BYTES);
  const tail = viewOf(await source.read(size - tailBytes, tailBytes));
  let at = tailBytes - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0)
    return fault(`${path}, offset ${size}`, 'no directory at the end', 'the end of a zip archive');
  const count = tail.getUint16(at + 10, true);
  const directoryBytes = tail.getUint32(at + 12, true);
  const directoryOffset = tail.getUint32(at + 16, true);
  if (directoryOffset === IN_ZIP64 || count === 0xffff || count > ENTRY_LIMIT)
    fault(
      path,
      'a zip64 archive',
      'at most 65,534 entries and 4 GB',
      'Unpack it and drop the folder.',
    );
  if (directoryOffset + directoryBytes > size)
    fault(
      `${path}, offset ${size - tailBytes + at + 16}`,
      `a directory at ${directoryOffset}`,
      `one inside ${size} bytes`,
    );
  const directory = await source.read(directoryOffset, directoryBytes);
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let from = 0;
  for (let index = 0; index < count; index++) {
    const where = `${path}, offset ${directoryOffset + from}`;
    if (from + CENTRAL_BYTES > directoryBytes || view.getUint32(from, true) !== CENTRAL)
      fault(where, 'no directory entry', `entry ${index + 1} of ${count}`);
    const nameBytes = view.getUint16(from + 28, true);
    const extraBytes = view.getUint16(from + 30, true);
    const next = from + CENTRAL_BYTES + nameBytes + extraBytes + view.getUint16(from + 32, true);
    if (next > directoryBytes)
      fault(where, 'a cut off directory entry', `entry ${index + 1} of ${count}`);
    const name = new TextDecoder().decode(
      directory.subarray(from + CENTRAL_BYTES, from + CENTRAL_BYTES + nameBytes),
    );
    const entry: Central = {
      path: name,
      isEncrypted: (view.getUint16(from + 8, true) & 1) === 1,
      method: view.getUint16(from + 10, true),
      crc: view.getUint32(from + 16, true),
      storedBytes: view.getUint32(from + 20, true),
      size: view.getUint32(from + 24, true),
      offset: view.getUint32(from + 42, true),
    };
    if (!name.endsWith('/')) entries.push({ ...entry, open: () => openEntry(source, entry) });
    from = next;
  }
  return entries;
}

interface Central {
  readonly path: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly storedBytes: number;
  readonly size: number;
  readonly offset: number;
}

async function openEntry(source: ByteSource, entry: Central): Promise<ByteSource> {
  const where = `${source.path}, entry "${entry.path}"`;
  if (entry.isEncrypted)
    fault(where, 'an encrypted entry', 'a plain one', 'Unpack the archive and drop its files.');
  if (entry.method !== 0 && entry.method !== 8)
    fault(
      where,
      `compression method ${entry.method}`,
      '0 (stored) or 8 (deflate)',
      'Unpack the archive and drop its files.',
    );
  if (entry.storedBytes === IN_ZIP64 || entry.size === IN_ZIP64)
    fault(where, 'an entry beyond 4 GB', 'less', 'Unpack the archive and drop its files.');
  const local = viewOf(await source.read(entry.offset, LOCAL_BYTES));
  if (local.getUint32(0, true) !== LOCAL)
    fault(`${source.path}, offset ${entry.offset}`, 'no local header', `that of "${entry.path}"`);
  const from = entry.offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + entry.storedBytes > source.size)
    fault(
      `${source.path}, offset ${source.size}`,
      'the end of the archive',
      `${entry.storedBytes} bytes of "${entry.path}"`,
    );
  const stored = sliceSource(entry.path, source, from, entry.storedBytes);
  if (entry.method === 0) return stored;
  const plain = await inflated(stored, 'deflate-raw', entry.path);
  if (plain.size !== entry.size)
    fault(where, `${plain.size} bytes`, `${entry.size}, as the directory says`);
  if (crc32(await plain.read(0, plain.size)) !== entry.crc)
    fault(where, 'another checksum', 'the one in the directory');
  return plain;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The checksum of zip and PNG (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
