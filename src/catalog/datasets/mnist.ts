/**
 * MNIST: 28 × 28 grey-scale handwritten digits, 60,000 for training and 10,000 for the test.
 *
 * Values are ink / 255, 0 = background.
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { readIdxSplit } from './idx.ts';

const SHAPE = [28, 28, 1] as const;
const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export const mnist = {
  id: 'mnist',
  label: 'MNIST digits',
  help: 'Handwritten digits, 28 × 28 pixels: the figure every method is measured by. 12 MB to load.',
  source: 'LeCun, Cortes & Burges, The MNIST database of handwritten digits',
  licence: 'None stated by the authors; copies usually name CC BY-SA 3.0.',
  shape: SHAPE,
  classes: CLASSES,
  params: {},
  load: async (io) => {
    const [train, test] = await Promise.all([
      readIdxSplit(io, 'mnist/train', SHAPE, CLASSES.length),
      readIdxSplit(io, 'mnist/t10k', SHAPE, CLASSES.length),
    ]);
    return { train, test };
  },
} as const satisfies DatasetEntry;
