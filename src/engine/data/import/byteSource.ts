/** Files as bytes at an offset, whether they lie on disk, in memory or inside another file. */
import { fault } from './fault.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export interface ByteSource {
  readonly path: string;
  readonly size: number;
  /** The file itself where it lies on disk as it is. */
  readonly blob?: Blob;
  /** Exactly `length` bytes; a fault when the file ends before. */
  read(offset: number, length: number): Promise<Bytes> | Bytes;
}

/** Largest file that is decompressed into memory. */
const INFLATED_LIMIT_BYTES = 500_000_000;

export function blobSource(path: string, blob: Blob): ByteSource {
  return {
    path,
    size: blob.size,
    blob,
    read: async (offset, length) => {
      expectRange(path, blob.size, offset, length);
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}

export function bytesSource(path: string, bytes: Bytes): ByteSource {
  return {
    path,
    size: bytes.length,
    read: (offset, length) => {
      expectRange(path, bytes.length, offset, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** A part of another file under its own name. */
export function sliceSource(
  path: string,
  { read, blob }: ByteSource,
  from: number,
  size: number,
): ByteSource {
  return {
    path,
    size,
    ...(blob === undefined ? {} : { blob: blob.slice(from, from + size) }),
    read: (offset, length) => {
      expectRange(path, size, offset, length);
      return read(from + offset, length);
    },
  };
}

function expectRange(path: string, size: number, offset: number, length: number): void {
  if (offset + length > size)
    fault(
      `${path}, offset ${size}`,
      'the end of the file',
      `${offset + length - size} bytes more, of ${length} from offset ${offset}`,
    );
}

/** Reads forwards through a window, so that many small records cost few reads. */
export function windowed(source: ByteSource, windowBytes = 1 << 20): ByteSource {
  let from = 0;
  let held: Bytes = new Uint8Array(0);
  return {
    ...source,
    read: (offset, length) => {
      if (offset >= from && offset + length <= from + held.length)
        return held.subarray(offset - from, offset - from + length);
      if (length >= windowBytes || offset + length > source.size)
        return source.read(offset, length);
      const size = Math.min(windowBytes, source.size - offset);
      const keep = (bytes: Bytes): Bytes => {
        from = offset;
        held = bytes;
        return bytes.subarray(0, length);
      };
      const bytes = source.read(offset, size);
      return bytes instanceof Uint8Array ? keep(bytes) : bytes.then(keep);
    },
  };
}

/** The first bytes of a file, fewer when it is shorter. */
export async function headOf(source: ByteSource, length: number): Promise<Bytes> {
  return source.read(0, Math.min(length, source.size));
}

/** Decompresses a whole file into memory. */
export async function inflated(
  source: ByteSource,
  format: 'gzip' | 'deflate-raw',
  path: string,
  limitBytes = INFLATED_LIMIT_BYTES,
): Promise<ByteSource> {
  const stream = (source.blob ?? new Blob([await source.read(0, source.size)]))
    .stream()
    .pipeThrough(new DecompressionStream(format));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    let next: ReadableStreamReadResult<Uint8Array>;
    try {
      next = await reader.read();
    } catch {
      return fault(
        `${source.path}, after ${size} decompressed bytes`,
        'damaged or cut off compressed data',
        `a whole ${format === 'gzip' ? 'gzip file' : 'zip entry'}`,
      );
    }
    if (next.value === undefined) break;
    chunks.push(next.value);
    size += next.value.length;
    if (size > limitBytes) {
      await reader.cancel();
      fault(
        source.path,
        `more than ${limitBytes / 1e6} MB once decompressed`,
        `at most ${limitBytes / 1e6} MB`,
        'Decompress the file yourself first: uncompressed files are read in parts.',
      );
    }
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytesSource(path, bytes);
}
