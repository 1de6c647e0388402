/**
 * What the data sets in the plane share: points in [0, 1]², shown to the network as (x, y, 1−x, 1−y),
 * so that a small coordinate is as strong an input as a large one.
 */
import type { Dataset, DatasetEntry, Samples } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { number, numberParam } from '#model/params.ts';
import type { RandomStream } from '#model/random/stream.ts';

export const PLANE_SHAPE = [4] as const;
export const GENERATED_LICENCE = 'Generated here; free to use.';

export const plane = {
  domain: [0, 1],
  toInput: (x, y) => [x, y, 1 - x, 1 - y],
} as const satisfies DatasetEntry['plane'];

export const planeCounts = {
  nTrain: number({
    label: 'Training points',
    default: 2000,
    min: 100,
    max: 10000,
    hardMin: 2,
    hardMax: 100000,
    integer: true,
    scale: 'log',
    unit: 'samples',
    help: 'Points the network learns from. Fewer: it has to guess more between them.',
  }),
  nTest: number({
    label: 'Test points',
    default: 1000,
    min: 100,
    max: 10000,
    hardMin: 2,
    hardMax: 100000,
    integer: true,
    scale: 'log',
    unit: 'samples',
    advanced: true,
    help: 'Points held back to measure accuracy. More: a steadier figure.',
  }),
} as const;

/** Standard deviation of the scatter added to both coordinates, in sides of the square. */
export function noiseParam(standard: number): ReturnType<typeof number> {
  return number({
    label: 'Noise',
    default: standard,
    min: 0,
    max: 0.2,
    hardMax: 1,
    unit: '1',
    symbol: '\\sigma',
    help: 'Scatter of the points around the ideal figure, in sides of the square. Larger: classes overlap.',
  });
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** Samples of points; inputs are rounded to float32. */
export function planeSamples(count: number, point: (index: number) => PlanePoint): Samples {
  const values = new Float32Array(count * 4);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const { x, y, label } = point(i);
    values.set(plane.toInput(x, y), i * 4);
    labels[i] = label;
  }
  return { count, values, scale: 1, labels };
}

/**
 * A data set of two equally frequent classes (up to one point) with Gaussian scatter.
 *
 * The test points are drawn first: a change of the number of training points leaves them as they are.
 * @param draw the noiseless point of a class
 */
export function twoClassDataset(
  params: ParamValues,
  random: RandomStream,
  draw: (label: number) => readonly [x: number, y: number],
): Dataset {
  const noise = numberParam(params, 'noise');
  const scattered = (value: number): number =>
    Math.min(1, Math.max(0, value + noise * random.normal()));
  const point = (index: number): PlanePoint => {
    const label = index % 2;
    const [x, y] = draw(label);
    return { x: scattered(x), y: scattered(y), label };
  };
  const test = planeSamples(numberParam(params, 'nTest'), point);
  const train = planeSamples(numberParam(params, 'nTrain'), point);
  return { train, test };
}
