/**
 * Damaged files of every format but HDF5 (scripts/fuzz/hdf5.test.ts): each gives an outcome, none
 * throws, hangs or grows. FUZZ_FILES sets how many files a format gets, those opened by streams a share.
 */
import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Bytes } from './byteSource.ts';
import { attempt } from './fault.ts';
import { formatsFor, openSources } from './openFiles.ts';
import { previewOf } from './preview.ts';
import { belowFrom, damaged } from './testing/damage.ts';
import {
  aedat2File,
  aedat3File,
  cifarFile,
  idxImages,
  idxLabels,
  nmnistFile,
  npyFile,
  sourcesOf,
  textFile,
  tone,
  wavFile,
  zipFile,
} from './testing/files.ts';

const FILES = Number(process.env['FUZZ_FILES'] ?? 800);

const formats = formatsFor({
  loadHdf5: () => Promise.reject(new Error('no HDF5 here')),
  decodePicture: () => Promise.reject(new Error('no pictures here')),
});
const fixture = (name: string): Bytes =>
  Uint8Array.from(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const y = npyFile('|u1', [3], Uint8Array.of(0, 1, 2));
const x = npyFile(
  '<f4',
  [3, 4],
  new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer),
);

/** What is dropped, the first file damaged; and which share of the number of files it gets. */
const seeds: [string, Record<string, Bytes>, number][] = [
  ['IDX', { 'i.idx': idxImages(3, 2, 2), 'l.idx': idxLabels([0, 1, 2]) }, 1],
  ['CSV', { 'a.csv': textFile('a,b,label\n1,2,x\n3,"4",y\n5,6,"x y"\n') }, 1],
  ['NPY', { 'x.npy': x, 'y.npy': y }, 1],
  ['NPZ', { 'a.npz': zipFile({ 'x.npy': x, 'y.npy': y }) }, 1],
  ['NPZ, compressed', { 'small.npz': fixture('small.npz') }, 0.25],
  ['CIFAR-10', { 'data_batch_1.bin': cifarFile([1, 2]) }, 0.5],
  [
    'N-MNIST',
    {
      'a/1.bin': nmnistFile([
        [1, 2, 1, 9],
        [3, 4, 0, 99],
      ]),
      'b/1.bin': nmnistFile([[1, 1, 1, 1]]),
    },
    1,
  ],
  [
    'AEDAT 2',
    {
      'a/1.aedat': aedat2File([
        [1, 2, 1, 9],
        [3, 4, 0, 99],
      ]),
      'b/1.aedat': aedat2File([[1, 1, 1, 1]]),
    },
    1,
  ],
  [
    'AEDAT 3',
    {
      'a/1.aedat': aedat3File([
        [1, 2, 1, 9],
        [3, 4, 0, 99],
      ]),
      'b/1.aedat': aedat3File([[1, 1, 1, 1]]),
    },
    1,
  ],
  ['WAV', { 'a/1.wav': wavFile(tone(300, 64)), 'b/1.wav': wavFile(tone(400, 64)) }, 0.25],
];

it.each(seeds)('survives damaged %s files', async (name, files, share) => {
  const [first] = Object.keys(files);
  const below = belowFrom(7, name.length);
  const seen = { good: 0, refused: 0 };
  const wanted = Math.ceil(FILES * share);
  for (let i = 0; i < wanted; i++) {
    const bytes = damaged(files[first!]!, below);
    const given = sourcesOf({ ...files, [first!]: bytes });
    const outcome = await attempt(async () => previewOf(await openSources(given, {}, formats)));
    if (outcome.ok) seen.good++;
    else {
      seen.refused++;
      expect(outcome.problems.length).toBeGreaterThan(0);
      expect(outcome.problems.length).toBeLessThan(50);
      for (const problem of outcome.problems) expect(problem.where).not.toBe('');
    }
  }
  expect(seen.good + seen.refused).toBe(wanted);
  expect(seen.refused).toBeGreaterThan(0);
  expect(process.memoryUsage().rss).toBeLessThan(2_000_000_000);
});
