import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ImportPlan } from '#protocol/import.ts';
import type { Bytes } from './byteSource.ts';
import { attempt } from './fault.ts';
import { openSources, formatsFor, openFiles } from './openFiles.ts';
import { prepare } from './prepare.ts';
import { previewOf } from './preview.ts';
import type { Opened } from './records.ts';
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

const formats = formatsFor({
  loadHdf5: () => import('h5wasm'),
  decodePicture: async (blob) => {
    const [, , , , grey = 0] = new Uint8Array(await blob.arrayBuffer());
    return { width: 2, height: 1, rgba: Uint8ClampedArray.of(grey, grey, grey, 255, 0, 0, 0, 255) };
  },
});
const fixture = (name: string): Bytes =>
  Uint8Array.from(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const open = (files: Record<string, Bytes>, mapping = {}) =>
  openSources(sourcesOf(files), mapping, formats);
const PLAN: ImportPlan = {
  name: 'x',
  mapping: {},
  split: 'files',
  testShare: 0.25,
  seed: 1,
  limit: 0,
  scaling: 'whole',
};

async function valuesOf({ train }: Opened, index: number): Promise<number[]> {
  const out = new Float32Array(train.shape.reduce<number>((a, b) => a * b, 1));
  if (train.content.kind !== 'values') throw new Error('spikes');
  await train.content.read(index, out);
  return [...out];
}

async function spikesOf({ train }: Opened, index: number) {
  if (train.content.kind !== 'spikes') throw new Error('values');
  const { timesMs, inputs } = await train.content.read(index);
  return { timesMs: [...timesMs], inputs: [...inputs] };
}

const namesOf = ({ train }: Opened): string[] => [...train.labels].map((at) => train.classes[at]!);

it('reads the first images of MNIST: labels 7 2 1, ink of the first 18454', async () => {
  const opened = await open({
    'mnist-t10k-first3-images.idx': fixture('mnist-t10k-first3-images.idx'),
    'mnist-t10k-first3-labels.idx': fixture('mnist-t10k-first3-labels.idx'),
  });
  expect(opened.format).toBe('IDX images with labels');
  expect(opened.train.shape).toEqual([28, 28, 1]);
  expect(namesOf(opened)).toEqual(['7', '2', '1']);
  const first = await valuesOf(opened, 0);
  expect(first.reduce((a, b) => a + b, 0)).toBe(18454);
  expect(first[202]).toBe(84);
});

it('reads gzipped IDX and pairs training with test files by their names', async () => {
  const gzip = async (bytes: Bytes) =>
    new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
  const files = {
    'train-images-idx3-ubyte.gz': idxImages(4, 2, 3),
    'train-labels-idx1-ubyte.gz': idxLabels([1, 0, 1, 5]),
    't10k-images-idx3-ubyte.gz': idxImages(2, 2, 3),
    't10k-labels-idx1-ubyte.gz': idxLabels([5, 9]),
  };
  const given = await Promise.all(
    Object.entries(files).map(async ([path, bytes]) => ({ path, file: await gzip(bytes) })),
  );
  const { train, test } = await openFiles(given, {}, formats);
  expect([train.count, test?.count, train.shape]).toEqual([4, 2, [2, 3, 1]]);
  expect(train.classes).toEqual(['0', '1', '5']);
  const preview = await previewOf(await openFiles(given, {}, formats));
  expect(preview.classes.map(({ name, count }) => [name, count])).toEqual([
    ['0', 1],
    ['1', 2],
    ['5', 2],
    ['9', 1],
  ]);
  expect(preview).toMatchObject({
    counts: { train: 4, test: 2 },
    content: { kind: 'values', isBytes: true, of: 4 },
  });
});

it('reads what NumPy wrote: compressed, big-endian, Fortran order', async () => {
  const opened = await open({ 'small.npz': fixture('small.npz') });
  expect([opened.train.count, opened.test?.count]).toEqual([4, 2]);
  expect(await valuesOf(opened, 1)).toEqual([6, 7, 8, 9, 10, 11]);
  expect(namesOf(opened)).toEqual(['0', '2', '0', '2']);
  expect(await valuesOf({ ...opened, train: opened.test! }, 1)).toEqual([6, 7, 8, 9, 10, 11]);
});

it.each([
  ['|u1', Uint8Array.of(7, 200)],
  ['|i1', Uint8Array.of(7, 200)],
  ['<u2', new Uint8Array(Uint16Array.of(7, 200).buffer)],
  ['<i4', new Uint8Array(Int32Array.of(7, 200).buffer)],
  ['<f4', new Uint8Array(Float32Array.of(7, 200).buffer)],
  ['<f8', new Uint8Array(Float64Array.of(7, 200).buffer)],
  ['<u8', new Uint8Array(BigUint64Array.of(7n, 200n).buffer)],
  ['<i8', new Uint8Array(BigInt64Array.of(7n, 200n).buffer)],
  ['>f2', Uint8Array.of(0x47, 0x00, 0x5a, 0x40)],
])('reads NPY numbers of type %s', async (descr, data) => {
  const y = npyFile(
    '<U3',
    [2],
    new Uint8Array(
      Uint32Array.from('one two', (c) => c.codePointAt(0)!).filter((c) => c !== 32).buffer,
    ),
  );
  const opened = await open({ 'x.npy': npyFile(descr, [2, 1], data), 'y.npy': y });
  const got = [(await valuesOf(opened, 0))[0], (await valuesOf(opened, 1))[0]];
  expect(got).toEqual(descr === '|i1' ? [7, -56] : [7, 200]);
  expect(namesOf(opened)).toEqual(['one', 'two']);
});

it('reads tables: quotes, a header, labels by name, and where a row is', async () => {
  const table =
    'width,"length, cm",species\r\n1.5,2,"Iris ""setosa"""\r\n\r\n3,4e1,b\r\n-5,6,b\r\n';
  const opened = await open({ 'iris.csv': textFile(table) });
  expect(opened.train.classes).toEqual(['Iris "setosa"', 'b']);
  expect(await valuesOf(opened, 1)).toEqual([3, 40]);
  expect(opened.train.where(1)).toBe('iris.csv, line 4');
  const other = await open(
    { 'iris.csv': textFile('1\t0\t2\n0\t5\t6\n1\t7\t8\n0\t1\t1') },
    { label: '0' },
  );
  expect(namesOf(other)).toEqual(['1', '0', '1', '0']);
  expect(await valuesOf(other, 3)).toEqual([1, 1]);
});

it('reads the digits of the UCI set as images when asked to', async () => {
  const row = (label: number): string =>
    [...Array.from({ length: 64 }, (_, i) => i % 17), label].join(',');
  const opened = await open(
    { 'digits.csv': textFile([0, 1, 0, 1].map(row).join('\n')) },
    { image: '8x8' },
  );
  expect(opened.train.shape).toEqual([8, 8, 1]);
  expect(opened.train.classes).toEqual(['0', '1']);
});

it('reads CIFAR-10 with colours last', async () => {
  const opened = await open({
    'data_batch_1.bin': cifarFile([6, 9]),
    'test_batch.bin': cifarFile([3]),
  });
  expect(opened.format).toBe('CIFAR-10 images');
  expect(namesOf(opened)).toEqual(['frog', 'truck']);
  expect((await valuesOf(opened, 1)).slice(30, 36)).toEqual([10, 11, 12, 11, 12, 13]);
  expect(opened.test?.count).toBe(1);
});

it('reads N-MNIST events by folder, in order of time', async () => {
  const opened = await open({
    'Train/0/1.bin': nmnistFile([
      [3, 2, 1, 5000],
      [33, 33, 0, 1000],
    ]),
    'Train/1/2.bin': nmnistFile([[0, 0, 0, 70_000]]),
  });
  expect(opened.format).toBe('N-MNIST events');
  expect(opened.train.shape).toEqual([34, 34, 2]);
  expect(await spikesOf(opened, 0)).toEqual({
    timesMs: [0, 4],
    inputs: [(33 * 34 + 33) * 2, (2 * 34 + 3) * 2 + 1],
  });
  expect(namesOf(opened)).toEqual(['0', '1']);
});

it.each([
  ['2.0', aedat2File, 128],
  ['3.1', aedat3File, 240],
] as const)('reads AEDAT %s, pixels joined', async (_, file, width) => {
  const opened = await open({
    'a/1.aedat': file([
      [10, 20, 1, 100],
      [127, 127, 0, 2100],
    ]),
    'b/1.aedat': file([[0, 0, 1, 0]]),
  });
  const join = Math.ceil(width / 64);
  const side = Math.ceil(width / join);
  const at = (x: number, y: number, p: number): number =>
    (Math.floor(y / join) * side + Math.floor(x / join)) * 2 + p;
  expect(await spikesOf(opened, 0)).toEqual({
    timesMs: [0, 2],
    inputs: [at(10, 20, 1), at(127, 127, 0)],
  });
});

it('hears which tone is higher', async () => {
  const opened = await open(
    {
      'low/1.wav': wavFile(tone(300)),
      'high/1.wav': wavFile(tone(2500)),
    },
    { frames: 4, bands: 16 },
  );
  expect(opened.train.shape).toEqual([4, 16, 1]);
  const loudest = (row: number[]): number =>
    row.slice(16, 32).indexOf(Math.max(...row.slice(16, 32)));
  const [high, low] = [await valuesOf(opened, 0), await valuesOf(opened, 1)];
  expect(namesOf(opened)).toEqual(['high', 'low']);
  expect(loudest(high)).toBeGreaterThan(loudest(low) + 5);
});

it('takes pictures by folder, scaled by the platform', async () => {
  const png = (grey: number): Bytes => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, grey);
  const opened = await open(
    { 'cats/1.png': png(10), 'dogs/2.png': png(240) },
    { width: 2, height: 1 },
  );
  expect(opened.train.shape).toEqual([1, 2, 1]);
  expect(await valuesOf(opened, 1)).toEqual([240, 0]);
});

it('opens a zip of folders like the folders', async () => {
  const zip = zipFile({
    'Train/0/1.bin': nmnistFile([[1, 1, 1, 5]]),
    'Train/1/1.bin': nmnistFile([[2, 2, 1, 5]]),
  });
  const opened = await openFiles([{ path: 'n.zip', file: new Blob([zip]) }], {}, formats);
  expect(namesOf(opened)).toEqual(['0', '1']);
});

it('reads SHD: half-precision times, classes by name, both splits', async () => {
  const truth = JSON.parse(readFileSync(new URL('./fixtures/shd.json', import.meta.url), 'utf8'));
  const opened = await open({
    'shd_train.h5': fixture('shd_train.h5'),
    'shd_test.h5': fixture('shd_test.h5'),
  });
  expect([opened.train.count, opened.test?.count, opened.train.shape]).toEqual([6, 3, [700]]);
  expect(opened.train.classes).toEqual(['0 zero', '1 one', '2 two']);
  for (const [index, [times, units]] of (truth.train as [number[], number[]][]).entries()) {
    expect(await spikesOf(opened, index)).toEqual({
      timesMs: times.map((t) => Math.fround(1000 * t)),
      inputs: units,
    });
  }
});

it('reads single digits of N-TIDIGITS', async () => {
  const opened = await open({ 'n-tidigits.hdf5': fixture('n-tidigits.h5') });
  expect([opened.train.count, opened.test?.count]).toEqual([3, 2]);
  expect(namesOf(opened)).toEqual(['1', 'z', '1']);
  expect(await spikesOf(opened, 1)).toEqual({
    timesMs: [0, 125, 250, 375, 500],
    inputs: [0, 7, 14, 21, 28],
  });
});

it('makes splits of the files or by a seeded share, scaled by the training samples', async () => {
  const opened = await open({
    'x.npy': npyFile(
      '<f4',
      [8, 2],
      new Uint8Array(Float32Array.from({ length: 16 }, (_, i) => i - 4).buffer),
    ),
    'y.npy': npyFile('|u1', [8], Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1)),
  });
  const prepared = await prepare(
    opened,
    { ...PLAN, split: 'share', scaling: 'column' },
    () => undefined,
  );
  const { train, test } = prepared.dataset;
  expect([train.count, test.count]).toEqual([6, 2]);
  expect([Math.min(...train.values), Math.max(...train.values)]).toEqual([0, 1]);
  for (const value of test.values) expect(value >= 0 && value <= 1).toBe(true);
  const again = await prepare(
    opened,
    { ...PLAN, split: 'share', scaling: 'column' },
    () => undefined,
  );
  expect(again.dataset).toEqual(prepared.dataset);
  const few = await prepare(opened, { ...PLAN, limit: 4 }, () => undefined);
  expect(few.dataset.train.count + few.dataset.test.count).toBe(4);
});

it('keeps spikes with their counts as values', async () => {
  const opened = await open({
    'shd_train.h5': fixture('shd_train.h5'),
    'shd_test.h5': fixture('shd_test.h5'),
  });
  const { dataset, longestMs } = await prepare(opened, PLAN, () => undefined);
  const { spikes, values, scale } = dataset.train;
  expect([...spikes!.offsets]).toEqual([0, 3, 7, 12, 18, 25, 33]);
  expect([...values].reduce((a, b) => a + b, 0)).toBe(33);
  expect(Math.max(...values) * scale).toBe(1);
  expect(longestMs).toBeGreaterThan(500);
});

const wrong: [string, Record<string, Bytes>, RegExp][] = [
  ['an empty file', { 'a.csv': new Uint8Array(0) }, /a\.csv, offset 0: got an empty file/],
  [
    'no known format',
    { 'a.xyz': Uint8Array.of(1, 2, 3, 4, 5) },
    /a\.xyz, offset 0: got bytes of no known format \(01 02 03 04\)/,
  ],
  ['images without labels', { 'i.idx': idxImages(2, 2, 2) }, /1 files of images and 0 of labels/],
  [
    'cut off images',
    { 'i.idx': idxImages(2, 2, 2).subarray(0, 20), 'l.idx': idxLabels([0, 1]) },
    /i\.idx, offset 16: got 4 bytes/,
  ],
  [
    'too few labels',
    { 'i.idx': idxImages(2, 2, 2), 'l.idx': idxLabels([0]) },
    /l\.idx, offset 4: got 1 labels/,
  ],
  [
    'a word among numbers',
    { 'a.csv': textFile('a,b,label\n1,2,x\n3,4,y\n5,oops,x\n6,7,y\n') },
    /a\.csv, line 4, column "b": got "oops"/,
  ],
  ['a short row', { 'a.csv': textFile('1,2,x\n3,4,y\n5,x\n') }, /a\.csv, line 3: got 2 fields/],
  [
    'an open quote',
    { 'a.csv': textFile('1,2,x\n3,4,"y\n5,6,x\n') },
    /a\.csv, line 2: got a quote that is never closed/,
  ],
  [
    'objects in NPY',
    {
      'x.npy': npyFile('|O', [2], new Uint8Array(16)),
      'y.npy': npyFile('|u1', [2], Uint8Array.of(0, 1)),
    },
    /x\.npy, header field descr/,
  ],
  [
    'a wrong CIFAR label',
    { 'data_batch_1.bin': cifarFile([6, 11]) },
    /data_batch_1\.bin, offset 3073: got label 11/,
  ],
  [
    'a pixel beyond the sensor',
    {
      'a/1.bin': nmnistFile([
        [1, 1, 0, 1],
        [40, 1, 0, 2],
      ]),
      'b/1.bin': nmnistFile([[1, 1, 0, 1]]),
    },
    /a\/1\.bin, offset 5: got pixel \(40, 1\)/,
  ],
  ['one class folder', { 'a/1.wav': wavFile(tone(300)), 'a/2.wav': wavFile(tone(400)) }, /./],
  [
    'AEDAT 4',
    { 'a/1.aedat4': textFile('#!AER-DAT4.0\r\n'), 'b/1.aedat4': textFile('#!AER-DAT4.0\r\n') },
    /got AEDAT 4\.0/,
  ],
  ['damaged HDF5', { 'shd_train.h5': fixture('shd_train.h5').subarray(0, 900) }, /shd_train\.h5/],
];

it.each(wrong)('names what is wrong with %s', async (_, files, message) => {
  const outcome = await attempt(async () => previewOf(await open(files)));
  expect(outcome.ok).toBe(false);
  if (outcome.ok) return;
  const [problem] = outcome.problems;
  expect(`${problem?.where}: got ${problem?.got}`).toMatch(message);
  expect(problem?.remedy.length).toBeGreaterThan(10);
});
