import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, DatasetEntry, DatasetIo } from '#model/catalog.ts';
import { createStream } from '#model/random/stream.ts';
import { nodeDatasetIo } from '../../../scripts/nodeDatasetIo.ts';
import { DatasetDamaged } from './errors.ts';
import { fashionMnist } from './fashionMnist.ts';
import { readIdx, readIdxSplit } from './idx.ts';
import { mnist } from './mnist.ts';

function idxFile(extents: readonly number[], values: readonly number[], type = 8): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * extents.length + values.length);
  bytes[2] = type;
  bytes[3] = extents.length;
  const view = new DataView(bytes.buffer);
  extents.forEach((extent, axis) => view.setUint32(4 + 4 * axis, extent));
  bytes.set(values, 4 + 4 * extents.length);
  return bytes;
}

function io(images: Uint8Array, labels: Uint8Array): DatasetIo {
  return { read: async (path) => (path.includes('images') ? images : labels) };
}

describe('readIdx', () => {
  it('reads extents and values, from a view into a larger buffer too', () => {
    const file = idxFile([2, 1, 3], [1, 2, 3, 4, 5, 6]);
    const padded = new Uint8Array(file.length + 5);
    padded.set(file, 5);
    const { extents, values } = readIdx(padded.subarray(5), 3, 'a');
    expect(extents).toEqual([2, 1, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  const whole = idxFile([2, 2], [1, 2, 3, 4]);
  it.each([
    ['an empty file', new Uint8Array(0), 'x.gz, offset 0: got the end of the file'],
    ['half a header', whole.subarray(0, 7), 'offset 7: got the end of the file'],
    [
      'another type',
      idxFile([2, 2], [1, 2, 3, 4], 13),
      'offset 0: got magic number 3330, expected 2050',
    ],
    ['other dimensions', idxFile([4], [1, 2, 3, 4]), 'got magic number 2049, expected 2050'],
    [
      'missing values',
      whole.subarray(0, 15),
      'offset 12: got 3 bytes of values, expected 4 (2 × 2',
    ],
    ['extra values', idxFile([2, 2], [1, 2, 3, 4, 5]), 'got 5 bytes of values, expected 4'],
    [
      'huge extents',
      idxFile([4294967295, 4294967295], []),
      'got 0 bytes of values, expected 1844674',
    ],
  ])('refuses %s', (_what, bytes, message) => {
    expect(() => readIdx(bytes, 2, 'x.gz')).toThrow(DatasetDamaged);
    expect(() => readIdx(bytes, 2, 'x.gz')).toThrow(message);
  });
});

describe('readIdxSplit', () => {
  const images = idxFile([2, 1, 2], [0, 255, 7, 8]);
  it.each([
    [
      'images of another size',
      idxFile([2, 2, 1], [0, 0, 0, 0]),
      idxFile([2], [0, 1]),
      'images of 2 × 1, expected 1 × 2',
    ],
    ['too few labels', images, idxFile([1], [0]), 'got 1 labels, expected 2'],
    [
      'an unknown class',
      images,
      idxFile([2], [0, 3]),
      'labels-idx1-ubyte.gz, offset 9: got label 3, expected at most 2',
    ],
  ])('refuses %s', async (_what, imageFile, labelFile, message) => {
    const reading = readIdxSplit(io(imageFile, labelFile), 'p', [1, 2, 1], 3);
    await expect(reading).rejects.toThrow(message);
  });

  it('keeps the pixels as the bytes of the file', async () => {
    const samples = await readIdxSplit(io(images, idxFile([2], [2, 0])), 'p', [1, 2, 1], 3);
    expect(samples.count).toBe(2);
    expect(samples.values.buffer).toBe(images.buffer);
    expect([...samples.values]).toEqual([0, 255, 7, 8]);
    expect(samples.values[1]! * samples.scale).toBe(1);
  });
});

interface Shipped {
  readonly entry: DatasetEntry;
  readonly first: Readonly<Record<'train' | 'test', string>>;
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
  readonly mean: Readonly<Record<'train' | 'test', number>>;
}

describe.each<Shipped>([
  {
    entry: mnist,
    first: { train: '5041921314', test: '7210414959' },
    trainCounts: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    testCounts: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    mean: { train: 0.13066, test: 0.13251 },
  },
  {
    entry: fashionMnist,
    first: { train: '9003027255', test: '9211614657' },
    trainCounts: Array.from({ length: 10 }, () => 6000),
    testCounts: Array.from({ length: 10 }, () => 1000),
    mean: { train: 0.28604, test: 0.28685 },
  },
])('$entry.id as shipped', ({ entry, first, trainCounts, testCounts, mean }) => {
  let data: Dataset;
  beforeAll(async () => {
    data = await entry.load(nodeDatasetIo(), {}, createStream(1, 'dataset'));
  });

  it.each(['train', 'test'] as const)('has the known labels and mean of the %s split', (split) => {
    const { count, values, scale, labels } = data[split];
    expect(count).toBe(split === 'train' ? 60000 : 10000);
    expect(values.length).toBe(count * 784);
    expect(values).toBeInstanceOf(Uint8Array);
    expect(labels.subarray(0, 10).join('')).toBe(first[split]);
    const counts = entry.classes.map(() => 0);
    for (const label of labels) counts[label]! += 1;
    expect(counts).toEqual(split === 'train' ? trainCounts : testCounts);
    let sum = 0;
    for (const value of values) sum += value;
    // The known means are rounded to five digits.
    expect(Math.abs((sum * scale) / values.length - mean[split])).toBeLessThan(6e-6);
  });
});
