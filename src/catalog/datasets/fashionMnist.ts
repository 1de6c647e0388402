/**
 * Fashion-MNIST: 28 × 28 grey-scale photographs of clothing, 60,000 for training, 10,000 for the test.
 *
 * Values are brightness / 255, 0 = background.
 * Source: Xiao, Rasul & Vollgraf 2017, arXiv:1708.07747.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { readIdxSplit } from './idx.ts';

const SHAPE = [28, 28, 1] as const;
const CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

export const fashionMnist = {
  id: 'fashionMnist',
  label: 'Fashion-MNIST',
  help: 'Photographs of clothing in the format of MNIST, and clearly harder. 31 MB to load.',
  source: 'Xiao, Rasul & Vollgraf 2017, arXiv:1708.07747',
  licence: 'MIT, copyright 2017 Zalando SE.',
  shape: SHAPE,
  classes: CLASSES,
  // The longer side fills the image, the shorter lies in its middle (§2 of the source).
  drawing: { box: [1, 1], mostStretch: 1, centre: 'box' },
  params: {},
  load: async (io) => {
    const [train, test] = await Promise.all([
      readIdxSplit(io, 'fashion-mnist/train', SHAPE, CLASSES.length),
      readIdxSplit(io, 'fashion-mnist/t10k', SHAPE, CLASSES.length),
    ]);
    return { train, test };
  },
} as const satisfies DatasetEntry;
