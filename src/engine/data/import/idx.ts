/**
 * IDX, the format of MNIST: two zero bytes, type, number of dimensions, big-endian extents, numbers.
 *
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits", file format.
 */
import type { ByteSource } from './byteSource.ts';
import { headOf } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import type { Format, Records } from './records.ts';
import { classify, isTestPath, shapeOf } from './records.ts';
import type { NumberArray } from './sampleArray.ts';
import { arrayContent, looksChannelsFirst, numberType } from './sampleArray.ts';

const TYPES: Readonly<Record<number, string>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};
const DIMENSION_LIMIT = 4;
/** Above it a count is a damaged header rather than a data set. */
export const COUNT_LIMIT = 10_000_000;

export const idx: Format = {
  label: 'IDX images with labels',
  accepts: ({ head }) =>
    head.length >= 4 &&
    head[0] === 0 &&
    head[1] === 0 &&
    TYPES[head[2] ?? 0] !== undefined &&
    (head[3] ?? 0) >= 1 &&
    (head[3] ?? 0) <= DIMENSION_LIMIT,
  open: async (files) => {
    const arrays = await Promise.all(files.map(readIdxHeader));
    const train = arrays.filter(({ source }) => !isTestPath(source.path));
    const test = arrays.filter(({ source }) => isTestPath(source.path));
    const [first, second] = train.length === 0 ? [test, train] : [train, test];
    return {
      train: await pairUp(first),
      test: second.length === 0 ? null : await pairUp(second),
      choices: [],
      notes: [],
    };
  },
};

/** @throws ImportFault naming the offset */
async function readIdxHeader(source: ByteSource): Promise<NumberArray> {
  const head = await headOf(source, 4 + 4 * DIMENSION_LIMIT);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const { path } = source;
  if (head.length < 8)
    fault(`${path}, offset ${head.length}`, 'the end of the file', 'a header of 8 bytes or more');
  const code = TYPES[head[2]!];
  const type = code === undefined ? null : numberType(code, false);
  if (head[0] !== 0 || head[1] !== 0 || type === null)
    return fault(
      `${path}, offset 0`,
      `the bytes ${[...head.subarray(0, 3)].join(' ')}`,
      '0 0 and a type from 8 to 14',
      REMEDY.format,
    );
  const nDimensions = head[3]!;
  if (nDimensions < 1 || nDimensions > DIMENSION_LIMIT)
    fault(
      `${path}, offset 3`,
      `${nDimensions} dimensions`,
      `1 to ${DIMENSION_LIMIT}`,
      REMEDY.format,
    );
  const dataOffset = 4 + 4 * nDimensions;
  if (head.length < dataOffset)
    fault(
      `${path}, offset ${head.length}`,
      'the end of the file',
      `a header of ${dataOffset} bytes`,
    );
  const extents = Array.from({ length: nDimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = extents.reduce((product, extent) => product * extent, 1);
  if (source.size - dataOffset !== count * type.bytes)
    fault(
      `${path}, offset ${dataOffset}`,
      `${source.size - dataOffset} bytes of numbers`,
      `${count * type.bytes} (${extents.join(' × ')}, from the header)`,
    );
  if (extents[0]! < 1 || extents[0]! > COUNT_LIMIT)
    fault(`${path}, offset 4`, `${extents[0]} samples`, `1 to ${COUNT_LIMIT}`);
  return { source, dataOffset, type, extents, isFortran: false };
}

/** The one array of samples and the one of labels among these. */
async function pairUp(arrays: readonly NumberArray[]): Promise<Records> {
  const samples = arrays.filter(({ extents }) => extents.length > 1);
  const labels = arrays.filter(({ extents }) => extents.length === 1);
  const names = arrays.map(({ source }) => source.path).join(', ');
  const [images] = samples;
  const [numbers] = labels;
  if (images === undefined || numbers === undefined || samples.length + labels.length !== 2)
    return fault(
      names,
      `${samples.length} files of images and ${labels.length} of labels`,
      'one of each for training, and one of each for the test',
      'Choose the images and the labels together, for instance train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz.',
    );
  const { path } = images.source;
  const count = images.extents[0]!;
  if (numbers.extents[0] !== count)
    fault(
      `${numbers.source.path}, offset 4`,
      `${numbers.extents[0]} labels`,
      `${count}, one for each image of ${path}`,
      'Choose files that belong together.',
    );
  const inner = images.extents.slice(1);
  const isChannelsFirst = looksChannelsFirst(images.extents);
  const [channels = 1, rows = 1, columns = 1] = inner;
  return {
    count,
    shape: shapeOf(isChannelsFirst ? [rows, columns, channels] : inner, `${path}, offset 8`),
    ...classify(await integerLabels(numbers)),
    content: await arrayContent(images, isChannelsFirst),
    where: (index) => `${path}, image ${index}`,
  };
}

/** Labels as text; each has to be a whole number. */
export async function integerLabels({
  source,
  dataOffset,
  type,
  extents,
}: NumberArray): Promise<string[]> {
  const count = extents[0] ?? 0;
  const bytes = await source.read(dataOffset, count * type.bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => {
    const label = type.get(view, index * type.bytes);
    if (!Number.isInteger(label))
      fault(
        `${source.path}, offset ${dataOffset + index * type.bytes}`,
        `label ${label}`,
        'a whole number',
        'Labels have to be class numbers.',
      );
    return String(label);
  });
}
