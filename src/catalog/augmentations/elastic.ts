/**
 * Elastic deformation: every pixel is fetched from a place beside it, by a smooth random field.
 *
 *   Δ_x, Δ_y = α · (G_σ ∗ U),   U ~ U(−1, 1) for every pixel,   G_σ a Gaussian with sum 1
 *
 * The Gaussian ends at 3σ, and no noise lies outside of the picture. Places between pixels are
 * interpolated from four. At σ = 4 and α = 34, the values of the source, pixels move by about 1.4.
 * Source: Simard, Steinkraus & Platt 2003, "Best practices for convolutional neural networks applied
 * to visual document analysis", ICDAR.
 */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import type { RandomStream } from '#model/random/stream.ts';
import { withoutPicture } from './fits.ts';
import { resample } from './resample.ts';

/** Half of the Gaussian, from its middle, divided by the sum of all of it. */
let gaussian = { sigma: 0, taps: Float32Array.of(1) };
let fields = fieldsFor(0, 0, 1);

/** Memory for pictures of a size and a Gaussian that reaches so far. */
function fieldsFor(height: number, width: number, reach: number) {
  return {
    y: new Float32Array(height * width),
    x: new Float32Array(height * width),
    scratch: new Float32Array(height * width),
    row: new Float32Array(Math.max(height, width) + 2 * reach),
  };
}

export const elastic = {
  id: 'elastic',
  label: 'Elastic deformation',
  help: 'Bends each training picture like rubber: new handwriting from old.',
  equation: '\\Delta = \\alpha\\,(G_\\sigma * U),\\quad -1 \\le U \\le 1',
  source: 'Simard, Steinkraus & Platt 2003, ICDAR',
  acts: 'values',
  strength: 'alpha',
  params: {
    alpha: number({
      label: 'Strength',
      symbol: '\\alpha',
      default: 34,
      min: 0,
      max: 80,
      hardMax: 1000,
      unit: 'pixels',
      help: 'Factor of the smoothed noise. Larger: pictures bend more. 0: not at all.',
    }),
    sigma: number({
      label: 'Stiffness',
      symbol: '\\sigma',
      default: 4,
      min: 1,
      max: 8,
      hardMin: 0.3,
      hardMax: 32,
      unit: 'pixels',
      help: 'Width of the smoothing. Larger: neighbouring pixels move together, and less.',
    }),
  },
  refusal: withoutPicture,
  change: (values, shape, params, random) => {
    const [height = 1, width = 1] = shape;
    const alpha = numberParam(params, 'alpha');
    const taps = tapsOf(numberParam(params, 'sigma'));
    const rowLength = Math.max(height, width) + 2 * (taps.length - 1);
    if (fields.y.length !== height * width || fields.row.length !== rowLength)
      fields = fieldsFor(height, width, taps.length - 1);
    drawNoise(fields.y, fields.x, alpha, random);
    for (const field of [fields.y, fields.x]) smooth(field, height, width, taps);
    resample(values, shape, fields);
  },
} as const satisfies AugmentationEntry;

/** Half of the largest number of 8 bits. */
const HALF_RANGE = 127.5;

/** Noise of 8 bits, which smoothing makes finer; four of them from one draw. */
function drawNoise(y: Float32Array, x: Float32Array, alpha: number, random: RandomStream): void {
  const scale = alpha / HALF_RANGE;
  for (let i = 0; i < y.length; i += 2) {
    const bits = random.uint32();
    y[i] = scale * (bits & 0xff) - alpha;
    x[i] = scale * ((bits >>> 8) & 0xff) - alpha;
    if (i + 1 === y.length) continue;
    y[i + 1] = scale * ((bits >>> 16) & 0xff) - alpha;
    x[i + 1] = scale * (bits >>> 24) - alpha;
  }
}

function tapsOf(sigma: number): Float32Array {
  if (gaussian.sigma !== sigma) {
    const radius = Math.ceil(3 * sigma);
    const taps = Float32Array.from({ length: radius + 1 }, (_, i) =>
      Math.exp((-i * i) / (2 * sigma * sigma)),
    );
    const sum = 2 * taps.reduce((total, tap) => total + tap, 0) - taps[0]!;
    gaussian = { sigma, taps: taps.map((tap) => tap / sum) };
  }
  return gaussian.taps;
}

/** Convolves with the Gaussian along rows, then along columns. */
function smooth(field: Float32Array, height: number, width: number, taps: Float32Array): void {
  alongRows(field, fields.scratch, height, width, taps);
  alongRows(fields.scratch, field, width, height, taps);
}

/** Writes the smoothed rows as columns, so that a second pass smooths the other axis. */
function alongRows(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  columns: number,
  taps: Float32Array,
): void {
  const reach = taps.length - 1;
  // Zeros on both sides spare a test for every tap.
  const padded = fields.row.fill(0);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) padded[reach + column] = from[start + column]!;
    for (let column = 0; column < columns; column++) {
      const at = reach + column;
      let sum = taps[0]! * padded[at]!;
      for (let i = 1; i <= reach; i++) sum += taps[i]! * (padded[at - i]! + padded[at + i]!);
      to[column * rows + row] = sum;
    }
  }
}
