/** Reads data files over HTTP, with the browser's own gzip decoder. */
import type { DatasetIo } from '#model/catalog.ts';
import { DatasetDamaged, DatasetUnavailable } from '#catalog/datasets/errors.ts';
import type { DownloadProgress } from '#protocol/dataset.ts';
import { loadImported } from './import/importStore.ts';

const PROGRESS_INTERVAL_MS = 50;

export interface BrowserDatasetIoOptions {
  /** Absolute URL of the data folder, ending in '/'. */
  readonly dataUrl: string;
  /** Put the bytes in shared memory, so that other workers read them without a copy. */
  readonly shared: boolean;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/**
 * Files below `dataUrl`.
 *
 * Some servers announce a .gz file as a compressed transfer of the plain one, and the browser then
 * has decoded the body already; so the first bytes decide, not the name.
 * `read` throws DatasetUnavailable (no connection, no such file, refused) or DatasetDamaged (the
 * compressed data is broken or ends early).
 */
export function browserDatasetIo(options: BrowserDatasetIoOptions): DatasetIo {
  const read = async (path: string): Promise<Uint8Array> => {
    const response = await request(new URL(path, options.dataUrl), path);
    const stored = await receive(response, path, options.onProgress);
    const chunks = isGzip(stored) ? await gunzip(stored, path) : stored;
    return join(chunks, options.shared);
  };
  return { read, imported: (id) => loadImported(id, options.shared) };
}

async function request(url: URL, path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new DatasetUnavailable(
      `${path}: no answer from ${url.host}; check the connection and try again`,
      { cause },
    );
  }
  // A host that answers every address with the page itself has no such file either.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (response.status === 404 || (response.ok && isPage))
    throw new DatasetUnavailable(
      `${path}: not found at ${url.href}; this site lacks the data file`,
    );
  if (!response.ok)
    throw new DatasetUnavailable(
      `${path}: the server answered ${response.status} ${response.statusText}`.trimEnd() +
        '; try again later',
    );
  return response;
}

type Chunk = Uint8Array<ArrayBuffer>;

/** The body as it arrives; `totalBytes` is unknown for a compressed transfer. */
async function receive(
  response: Response,
  path: string,
  onProgress: BrowserDatasetIoOptions['onProgress'],
): Promise<Chunk[]> {
  const isPlain = response.headers.get('content-encoding') === null;
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const totalBytes = isPlain && announced > 0 ? announced : null;
  const chunks: Chunk[] = [];
  let receivedBytes = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  try {
    await drain(response.body, (chunk) => {
      chunks.push(chunk);
      receivedBytes += chunk.length;
      const now = performance.now();
      if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
      reportedAt = now;
      onProgress?.({ path, receivedBytes, totalBytes });
    });
  } catch (cause) {
    throw new DatasetUnavailable(
      `${path}: the connection broke after ${receivedBytes} bytes; try again`,
      { cause },
    );
  }
  if (totalBytes !== null && receivedBytes !== totalBytes)
    throw new DatasetUnavailable(
      `${path}: got ${receivedBytes} bytes, expected ${totalBytes}; try again`,
    );
  onProgress?.({ path, receivedBytes, totalBytes: receivedBytes });
  return chunks;
}

/** Streams are not iterable in every browser, readers are. */
async function drain(
  stream: ReadableStream<Chunk> | null,
  take: (chunk: Chunk) => void,
): Promise<void> {
  const reader = stream?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next?.value === undefined) return;
    take(next.value);
  }
}

function isGzip(chunks: readonly Chunk[]): boolean {
  const [first] = chunks;
  // The first chunk of a body is longer than one byte unless the body itself is not.
  return first !== undefined && first[0] === 0x1f && first[1] === 0x8b;
}

async function gunzip(stored: readonly Chunk[], path: string): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  try {
    const decoded = new Blob([...stored]).stream().pipeThrough(new DecompressionStream('gzip'));
    await drain(decoded, (chunk) => chunks.push(chunk));
  } catch (cause) {
    throw new DatasetDamaged(
      `${path}: the compressed data is damaged or ends early; reload the page to fetch it again`,
      { cause },
    );
  }
  return chunks;
}

function join(chunks: readonly Chunk[], shared: boolean): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const bytes = new Uint8Array(shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
