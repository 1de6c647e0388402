/**
 * Reader of the IDX format of MNIST and its relatives.
 *
 * Big-endian header: two zero bytes, the type (8 = unsigned byte), the number of dimensions, one
 * 32-bit extent a dimension; then the values row by row.
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits", file format.
 */
import type { DatasetIo, Samples } from '#model/catalog.ts';
import { DatasetDamaged } from './errors.ts';

const TYPE_UBYTE = 8;

export interface Idx {
  readonly extents: readonly number[];
  /** The values, a view of the file's bytes. */
  readonly values: Uint8Array;
}

/**
 * Read an IDX file of unsigned bytes.
 * @param name file name for messages
 * @throws DatasetDamaged naming file, offset, got and expected
 */
export function readIdx(bytes: Uint8Array, nDimensions: number, name: string): Idx {
  const headerBytes = 4 + 4 * nDimensions;
  const fail = (offset: number, got: string, expected: string): never => {
    throw new DatasetDamaged(`${name}, offset ${offset}: got ${got}, expected ${expected}`);
  };
  if (bytes.length < headerBytes)
    fail(bytes.length, 'the end of the file', `a header of ${headerBytes} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expectedMagic = (TYPE_UBYTE << 8) | nDimensions;
  if (magic !== expectedMagic) fail(0, `magic number ${magic}`, String(expectedMagic));
  const extents = Array.from({ length: nDimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = extents.reduce((product, extent) => product * extent, 1);
  const got = bytes.length - headerBytes;
  if (got !== size)
    fail(
      headerBytes,
      `${got} bytes of values`,
      `${size} (${extents.join(' × ')}, from the header)`,
    );
  return { extents, values: bytes.subarray(headerBytes) };
}

/**
 * One split of grey-scale images with labels; the pixels stay bytes, a view of the file as read.
 * @param prefix path and first part of the file names, e.g. `mnist/train`
 * @throws DatasetDamaged when the files contradict each other, the extents or the classes
 */
export async function readIdxSplit(
  io: DatasetIo,
  prefix: string,
  [height, width]: readonly [number, number, number],
  nClasses: number,
): Promise<Samples> {
  const imagePath = `${prefix}-images-idx3-ubyte.gz`;
  const labelPath = `${prefix}-labels-idx1-ubyte.gz`;
  const [imageBytes, labelBytes] = await Promise.all([io.read(imagePath), io.read(labelPath)]);
  const images = readIdx(imageBytes, 3, imagePath);
  const labels = readIdx(labelBytes, 1, labelPath);
  const [count = 0, gotHeight, gotWidth] = images.extents;
  if (gotHeight !== height || gotWidth !== width)
    throw new DatasetDamaged(
      `${imagePath}, offset 8: got images of ${gotHeight} × ${gotWidth}, expected ${height} × ${width}`,
    );
  if (labels.extents[0] !== count)
    throw new DatasetDamaged(
      `${labelPath}, offset 4: got ${labels.extents[0]} labels, expected ${count}, one an image`,
    );
  const wrong = labels.values.findIndex((label) => label >= nClasses);
  if (wrong >= 0)
    throw new DatasetDamaged(
      `${labelPath}, offset ${8 + wrong}: got label ${labels.values[wrong]}, expected at most ${nClasses - 1}`,
    );
  return { count, values: images.values, scale: 1 / 255, labels: labels.values };
}
