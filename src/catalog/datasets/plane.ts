/**
 * What the data sets in the plane share: points in [0, 1]², shown to the network as (x, y, 1−x, 1−y),
 * so that a small coordinate is as strong an input as a large one.
 */
import type { DatasetEntry, Samples } from '#model/catalog.ts';
import type { ParamSpecs, ParamValues } from '#model/params.ts';
import { number, numberParam } from '#model/params.ts';
import type { RandomStream } from '#model/random/stream.ts';
import { sampleCounts } from './counts.ts';

export const PLANE_SHAPE = [4] as const;
export const GENERATED_LICENCE = 'Generated here; free to use.';

export const plane = {
  domain: [0, 1],
  toInput: (x, y) => [x, y, 1 - x, 1 - y],
} as const satisfies DatasetEntry['plane'];

const planeCounts = sampleCounts('points', 1000, 'it has to guess more between them');

/** Standard deviation of the scatter added to both coordinates, in sides of the square. */
function noiseParam(standard: number): ReturnType<typeof number> {
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

interface TwoClasses<Id extends string, Own extends ParamSpecs> {
  readonly id: Id;
  readonly label: string;
  readonly help: string;
  readonly classes: readonly [string, string];
  /** Standard noise. */
  readonly noise: number;
  readonly params?: Own;
  /** The noiseless point of a class. */
  readonly draw: (
    label: number,
    random: RandomStream,
    params: ParamValues,
  ) => readonly [x: number, y: number];
}

/**
 * A data set of two equally frequent classes (up to one point) with Gaussian scatter.
 *
 * The test points are drawn first: a change of the number of training points leaves them as they are.
 */
export function twoClassDataset<Id extends string, Own extends ParamSpecs>({
  noise,
  params,
  draw,
  ...entry
}: TwoClasses<Id, Own>) {
  return {
    ...entry,
    licence: GENERATED_LICENCE,
    shape: PLANE_SHAPE,
    seeded: true,
    plane,
    params: { ...planeCounts, noise: noiseParam(noise), ...params },
    load: async (_io, values, random) => {
      const deviation = numberParam(values, 'noise');
      const scattered = (value: number): number =>
        Math.min(1, Math.max(0, value + deviation * random.normal()));
      const point = (index: number): PlanePoint => {
        const label = index % 2;
        const [x, y] = draw(label, random, values);
        return { x: scattered(x), y: scattered(y), label };
      };
      const test = planeSamples(numberParam(values, 'nTest'), point);
      const train = planeSamples(numberParam(values, 'nTrain'), point);
      return { train, test };
    },
  } as const satisfies DatasetEntry;
}
