/** The rows of docs/RESULTS.md: what is trained, on which seeds, and what it should reach. */

export interface Bound {
  /** After this epoch, not at the best one up to it. */
  readonly epoch: number;
  /** Least mean test accuracy over the seeds, 0..1. */
  readonly accuracy: number;
}

export interface ResultRow {
  /** Stored in file names and on the command line: never renamed. */
  readonly name: string;
  readonly title: string;
  /** File below public/experiments; how long to train is its stopping rule. */
  readonly document: string;
  /** The example of the catalog whose document this is; null when the file itself is the source. */
  readonly example: string | null;
  readonly seeds: readonly number[];
  /** Empty where no figure was asked for: the row then only reports. */
  readonly bounds: readonly Bound[];
}

export const rows: readonly ResultRow[] = [
  {
    name: 'surrogate-mnist-dense',
    title: 'MNIST, 784–800–10, T = 25',
    document: 'mnist-784-800-10.json',
    example: 'mnist-dense',
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
    example: 'mnist-conv',
    seeds: [1],
    bounds: [{ epoch: 1, accuracy: 0.98 }],
  },
  {
    name: 'surrogate-yin-yang',
    title: 'Yin-Yang, 4–120–3, T = 20',
    document: 'yin-yang-4-120-3.json',
    example: 'yin-yang',
    seeds: [1, 2, 3],
    bounds: [{ epoch: 40, accuracy: 0.92 }],
  },
  {
    name: 'surrogate-fashion-dense',
    title: 'Fashion-MNIST, 784–800–10, T = 25',
    document: 'fashion-mnist-784-800-10.json',
    example: null,
    seeds: [1],
    bounds: [],
  },
];
