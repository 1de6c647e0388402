/**
 * CIFAR-10 binary: a label byte and 3 × 32 × 32 bytes a record, all red, then green, then blue.
 *
 * Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images", binary version.
 */
import type { ByteSource } from './byteSource.ts';
import { windowed } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import type { Format, Records } from './records.ts';
import { isTestPath } from './records.ts';
import { channelLast } from './sampleArray.ts';

const PIXELS = 3072;
const RECORD_BYTES = 1 + PIXELS;
const CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

export const cifar10: Format = {
  label: 'CIFAR-10 images',
  accepts: ({ path, size, head }) =>
    /(batch|cifar)[^/]*\.bin(\.gz)?$/i.test(path) && size >= RECORD_BYTES && (head[0] ?? 255) < 10,
  open: async (files) => {
    const train = files.filter(({ path }) => !isTestPath(path));
    const test = files.filter(({ path }) => isTestPath(path));
    return {
      train: await readBatches(train.length === 0 ? test : train),
      test: train.length === 0 || test.length === 0 ? null : await readBatches(test),
      choices: [],
      notes: [],
    };
  },
};

async function readBatches(files: readonly ByteSource[]): Promise<Records> {
  const batches: { source: ByteSource; from: number; count: number }[] = [];
  const labels: number[] = [];
  for (const file of files) {
    if (file.size === 0 || file.size % RECORD_BYTES !== 0)
      fault(
        `${file.path}, offset ${file.size - (file.size % RECORD_BYTES)}`,
        `${file.size % RECORD_BYTES} bytes in the last record`,
        `${RECORD_BYTES} bytes, a label and 3072 of colour`,
      );
    const source = windowed(file);
    const count = file.size / RECORD_BYTES;
    batches.push({ source, from: labels.length, count });
    for (let index = 0; index < count; index++) {
      const record = source.read(index * RECORD_BYTES, 1);
      const [label = 0] = record instanceof Uint8Array ? record : await record;
      if (label >= CLASSES.length)
        fault(
          `${file.path}, offset ${index * RECORD_BYTES}`,
          `label ${label}`,
          '0 to 9',
          REMEDY.format,
        );
      labels.push(label);
    }
  }
  const order = channelLast([3, 32, 32]);
  const batchOf = (index: number) => batches.findLast(({ from }) => from <= index) ?? batches[0]!;
  return {
    count: labels.length,
    shape: [32, 32, 3],
    labels: Uint32Array.from(labels),
    classes: CLASSES,
    content: {
      kind: 'values',
      isBytes: true,
      read: (index, out) => {
        const { source, from } = batchOf(index);
        const bytes = source.read((index - from) * RECORD_BYTES + 1, PIXELS);
        const take = (pixels: Uint8Array): void => {
          for (let j = 0; j < PIXELS; j++) out[order[j]!] = pixels[j]!;
        };
        return bytes instanceof Uint8Array ? take(bytes) : bytes.then(take);
      },
    },
    where: (index) => {
      const { source, from } = batchOf(index);
      return `${source.path}, offset ${(index - from) * RECORD_BYTES}`;
    },
  };
}
