/**
 * Digits: 8 × 8 grey-scale handwritten digits, 1,797 in all, small enough to train in seconds.
 *
 * Values are ink / 16, 0 = background. The collection defines no split: either the first lines of the
 * file train and the last test, which are by other writers, or the lines are shuffled first, the same
 * way for every seed, and each writer is in both parts.
 * Source: Alpaydin & Kaynak 1998, doi 10.24432/C50P49, test part.
 */
import type { DatasetEntry, Samples } from '#model/catalog.ts';
import { choice, stringParam } from '#model/params.ts';
import { createStream, permutation } from '#model/random/stream.ts';
import { DatasetDamaged } from './errors.ts';

const PATH = 'digits-8x8/digits.csv.gz';
const SHAPE = [8, 8, 1] as const;
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const N_PIXELS = 64;
const MAX_INK = 16;
const COUNT = 1797;

/** Number of test samples by the value of `split`. */
const TEST_COUNT: Readonly<Record<string, number>> = {
  last360: 360,
  last500: 500,
  shuffled360: 360,
  shuffled500: 500,
};

/**
 * Reads lines of 64 pixels and a label, whole numbers with commas between.
 * @returns one row a digit, 65 numbers each
 * @throws DatasetDamaged naming line, got and expected
 */
export function readDigits(text: string): Uint8Array {
  const lines = text.trimEnd().split(/\r?\n/);
  const width = N_PIXELS + 1;
  const rows = new Uint8Array(lines.length * width);
  lines.forEach((line, row) => {
    const fail = (got: string, expected: string): never => {
      throw new DatasetDamaged(`${PATH}, line ${row + 1}: got ${got}, expected ${expected}`);
    };
    const cells = line.split(',');
    if (cells.length !== width) fail(`${cells.length} numbers`, `${width}, 64 pixels and a label`);
    cells.forEach((cell, column) => {
      const max = column < N_PIXELS ? MAX_INK : CLASSES.length - 1;
      const value = /^\d+$/.test(cell) ? Number(cell) : Infinity;
      if (value > max) fail(`"${cell}"`, `a whole number from 0 to ${max}`);
      rows[row * width + column] = value;
    });
  });
  return rows;
}

/** A copy: where the page is isolated, files lie in shared memory, which a decoder refuses. */
const unshared = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

function samplesOf(rows: Uint8Array, lines: Uint32Array): Samples {
  const count = lines.length;
  const values = new Uint8Array(count * N_PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const start = lines[i]! * (N_PIXELS + 1);
    values.set(rows.subarray(start, start + N_PIXELS), i * N_PIXELS);
    labels[i] = rows[start + N_PIXELS]!;
  }
  return { count, values, scale: 1 / MAX_INK, labels };
}

export const digits = {
  id: 'digits',
  label: 'Digits 8 × 8',
  help: 'Handwritten digits of 64 pixels: real images that train in seconds. 58 kB to load.',
  source: 'Alpaydin & Kaynak 1998, doi 10.24432/C50P49, test part',
  licence: 'CC BY 4.0, E. Alpaydin and C. Kaynak.',
  shape: SHAPE,
  classes: CLASSES,
  // As the 1,797 are: from the first row to the last, in most from column 1 to 6 whatever the digit.
  drawing: { box: [1, 20 / 32], mostStretch: 2, centre: 'box' },
  params: {
    split: choice({
      label: 'Training and test',
      default: 'last360',
      oneOf: [
        ['last360', '1437 and 360'],
        ['last500', '1297 and 500'],
        ['shuffled360', '1437 and 360, shuffled'],
        ['shuffled500', '1297 and 500, shuffled'],
      ],
      help: 'How many of the 1797 digits train and test. Unshuffled, the last ones test, by other writers: harder.',
    }),
  },
  load: async (io, params) => {
    const rows = readDigits(new TextDecoder().decode(unshared(await io.read(PATH))));
    const count = rows.length / (N_PIXELS + 1);
    if (count !== COUNT)
      throw new DatasetDamaged(`${PATH}: got ${count} lines, expected ${COUNT}, one a digit`);
    const split = stringParam(params, 'split');
    const nTest = TEST_COUNT[split];
    if (nTest === undefined) throw new RangeError(`split: got ${String(params['split'])}`);
    const nTrain = count - nTest;
    const lines = split.startsWith('shuffled')
      ? permutation(count, createStream(0, 'dataset'))
      : Uint32Array.from({ length: count }, (_, line) => line);
    return {
      train: samplesOf(rows, lines.subarray(0, nTrain)),
      test: samplesOf(rows, lines.subarray(nTrain)),
    };
  },
} as const satisfies DatasetEntry;
