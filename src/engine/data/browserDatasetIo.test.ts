import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DownloadProgress } from '#protocol/dataset.ts';
import { browserDatasetIo } from './browserDatasetIo.ts';

const DATA_URL = 'https://host.test/sub/data/';
const PLAIN = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251);
const PACKED = new Uint8Array(gzipSync(PLAIN));

function answer(body: Uint8Array | string, headers: Record<string, string> = {}, status = 200) {
  const fetched = vi.fn(async (_url: URL) => new Response(body as BodyInit, { status, headers }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

function read(shared = false, onProgress: (p: DownloadProgress) => void = () => undefined) {
  return browserDatasetIo({ dataUrl: DATA_URL, shared, onProgress }).read('set/file.gz');
}

afterEach(() => vi.unstubAllGlobals());

describe('browserDatasetIo', () => {
  it('decompresses a file below the data folder', async () => {
    const fetched = answer(PACKED);
    expect(await read()).toEqual(PLAIN);
    expect(String(fetched.mock.calls[0]?.[0])).toBe('https://host.test/sub/data/set/file.gz');
  });

  it('takes a body that the browser has decompressed already', async () => {
    answer(PLAIN, { 'content-encoding': 'gzip', 'content-length': String(PACKED.length) });
    expect(await read()).toEqual(PLAIN);
  });

  it('puts the bytes in shared memory when asked to', async () => {
    answer(PACKED);
    const bytes = await read(true);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...bytes]).toEqual([...PLAIN]);
  });

  it('reports the download, last of all its end', async () => {
    answer(PACKED, { 'content-length': String(PACKED.length) });
    const seen: DownloadProgress[] = [];
    await read(false, (progress) => seen.push(progress));
    const size = PACKED.length;
    expect(seen.at(-1)).toEqual({ path: 'set/file.gz', receivedBytes: size, totalBytes: size });
  });

  it.each([
    ['a missing file', 'gone', {}, 404, 'not found at https://host.test/sub/data/set/file.gz'],
    [
      'a page in place of the file',
      '<!doctype html>',
      { 'content-type': 'text/html' },
      200,
      'not found',
    ],
    ['a failing server', '', {}, 503, 'the server answered 503'],
    [
      'a short body',
      PACKED,
      { 'content-length': '99999' },
      200,
      `got ${PACKED.length} bytes, expected 99999`,
    ],
  ])('names %s', async (_what, body, headers, status, message) => {
    answer(body, headers, status);
    await expect(read()).rejects.toMatchObject({
      name: 'DatasetUnavailable',
      message: expect.stringContaining(message) as string,
    });
  });

  it('names a lost connection', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(read()).rejects.toMatchObject({
      name: 'DatasetUnavailable',
      message: 'set/file.gz: no answer from host.test; check the connection and try again',
    });
  });

  it.each([
    ['ends early', PACKED.slice(0, PACKED.length - 20)],
    ['is damaged', PACKED.map((byte, i) => (i > 200 ? byte ^ 0x55 : byte))],
  ])('names compressed data that %s', async (_what, body) => {
    answer(body);
    await expect(read()).rejects.toMatchObject({
      name: 'DatasetDamaged',
      message: expect.stringContaining('set/file.gz: the compressed data is damaged') as string,
    });
  });
});
