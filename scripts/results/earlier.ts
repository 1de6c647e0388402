/**
 * Rows trained before there was a validation set: the test split was looked at after every epoch and
 * the last one counted. Their records are kept as they were taken and never trained again.
 */

export interface Bound {
  /** After this epoch, not at the best one up to it. */
  readonly epoch: number;
  /** Least mean test accuracy over the seeds, 0..1. */
  readonly accuracy: number;
}

export interface EarlierRow {
  /** Stored in file names: never renamed. */
  readonly name: string;
  readonly title: string;
  /** File below public/experiments. */
  readonly document: string;
  readonly seeds: readonly number[];
  /** Empty where no figure was asked for: the row then only reports. */
  readonly bounds: readonly Bound[];
}

export const earlierRows: readonly EarlierRow[] = [
  {
    name: 'surrogate-mnist-dense',
    title: 'MNIST, 784–800–10, T = 25',
    document: 'mnist-784-800-10.json',
    seeds: [1, 2, 3],
    bounds: [
      { epoch: 2, accuracy: 0.965 },
      { epoch: 10, accuracy: 0.978 },
    ],
  },
  {
    name: 'surrogate-mnist-conv',
    title: 'MNIST, 12C5–P2–64C5–P2–10, T = 10',
    document: 'mnist-12c5-p2-64c5-p2-10.json',
    seeds: [1],
    bounds: [{ epoch: 1, accuracy: 0.98 }],
  },
  {
    name: 'surrogate-yin-yang',
    title: 'Yin-Yang, 4–120–3, T = 20',
    document: 'yin-yang-4-120-3.json',
    seeds: [1, 2, 3],
    bounds: [{ epoch: 40, accuracy: 0.92 }],
  },
  {
    name: 'surrogate-fashion-dense',
    title: 'Fashion-MNIST, 784–800–10, T = 25',
    document: 'fashion-mnist-784-800-10.json',
    seeds: [1],
    bounds: [],
  },
];
