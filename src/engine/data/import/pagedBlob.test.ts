import { expect, it } from 'vitest';
import { pagedBlob, pagedReader } from './pagedBlob.ts';

const PAGE = 256 << 10;

/** A file that is not there as a whole: byte i is i modulo 251. */
function source(size: number) {
  const reads: number[] = [];
  const part = (from: number, to: number) => ({ from, to: Math.min(to, size) });
  const blob = { size, slice: part } as unknown as Blob;
  const readNow = (asked: Blob): Uint8Array => {
    const { from, to } = asked as unknown as ReturnType<typeof part>;
    reads.push(from / PAGE);
    return Uint8Array.from({ length: to - from }, (_, i) => (from + i) % 251);
  };
  const paged = pagedBlob(blob, readNow);
  const bytes = (from: number, to: number) => pagedReader.readAsArrayBuffer(paged.slice(from, to));
  return { reads, bytes };
}

it('gives the bytes asked for, within pages, across them and at the end', () => {
  const size = 3 * PAGE + 100;
  const { bytes } = source(size);
  for (const [from, to] of [
    [0, 16],
    [PAGE - 8, PAGE + 8],
    [5, 2 * PAGE + 9],
    [size - 4, size + 50],
  ] as const) {
    const expected = Math.min(to, size) - from;
    const got = bytes(from, to);
    expect(got.length).toBe(expected);
    expect([got[0], got.at(-1)]).toEqual([from % 251, (from + expected - 1) % 251]);
  }
  expect(bytes(size + 10, size + 20).length).toBe(0);
});

it('reads a page once while it is in use, and holds no more than sixteen', () => {
  const { reads, bytes } = source(40 * PAGE);
  for (let i = 0; i < 1000; i++) {
    bytes(16 * i, 16 * i + 16);
    bytes(20 * PAGE + 16 * i, 20 * PAGE + 16 * i + 16);
  }
  expect(reads).toEqual([0, 20]);
  for (let page = 1; page <= 16; page++) bytes(page * PAGE, page * PAGE + 1);
  bytes(16 * PAGE, 16 * PAGE + 1);
  expect(reads).toHaveLength(18);
  bytes(0, 1);
  expect(reads.at(-1)).toBe(0);
});
