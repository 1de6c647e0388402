import type { WeightsData } from './weightsData.ts';

export interface WeightStatistics {
  lowest: number;
  highest: number;
  mean: number;
  deviation: number;
  /** Largest magnitude. */
  largest: number;
}

/** Range, mean and standard deviation of all weights. */
export function weightStatistics(values: Float32Array): WeightStatistics {
  let lowest = Infinity;
  let highest = -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    sum += value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += (values[i]! - mean) ** 2;
  return {
    lowest,
    highest,
    mean,
    deviation: Math.sqrt(squares / values.length),
    largest: Math.max(-lowest, highest),
  };
}

/** Counts over −limit … limit in an odd number of equal bins, so that one is centred on zero; outside goes to the ends. */
export function weightHistogram(values: Float32Array, limit: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const perUnit = limit > 0 ? bins / (2 * limit) : 0;
  for (let i = 0; i < values.length; i += 1) {
    const bin = Math.floor((values[i]! + limit) * perUnit);
    const at = Math.max(0, Math.min(bins - 1, bin));
    counts[at] = counts[at]! + 1;
  }
  return counts;
}

/** The matrix with targets down and sources across, at most the given size: a pixel shows its strongest weight. */
export function strongestPerPixel(
  data: WeightsData,
  widthPx: number,
  heightPx: number,
): Float32Array {
  const { sources, targets, values } = data;
  const picture = new Float32Array(widthPx * heightPx);
  for (let source = 0; source < sources; source += 1) {
    const x = Math.floor((source * widthPx) / sources);
    for (let target = 0; target < targets; target += 1) {
      const at = Math.floor((target * heightPx) / targets) * widthPx + x;
      const value = values[source * targets + target]!;
      if (Math.abs(value) > Math.abs(picture[at]!)) picture[at] = value;
    }
  }
  return picture;
}

/** One target's incoming weights of one channel, [height, width] row-major. */
export function receptiveField(data: WeightsData, target: number, channel: number): Float32Array {
  const image = data.sourceImage;
  if (!image) throw new Error('These sources are not an image.');
  const field = new Float32Array(image.height * image.width);
  for (let pixel = 0; pixel < field.length; pixel += 1) {
    field[pixel] = data.values[(pixel * image.channels + channel) * data.targets + target]!;
  }
  return field;
}

/** Where the images of a grid go. */
export interface FieldGrid {
  columns: number;
  rows: number;
  cellWidthPx: number;
  cellHeightPx: number;
  /** How many images fit. */
  shown: number;
}

const SMALLEST_CELL_PX = 14;
export const FIELD_GAP_PX = 4;

/** The largest equal cells in which all images fit; at the smallest legible size, as many as fit. */
export function layoutFields(
  count: number,
  image: { height: number; width: number },
  widthPx: number,
  heightPx: number,
): FieldGrid {
  const aspect = image.height / image.width;
  for (let columns = 1; ; columns += 1) {
    const cellWidthPx = Math.floor((widthPx + FIELD_GAP_PX) / columns) - FIELD_GAP_PX;
    const cellHeightPx = Math.floor(cellWidthPx * aspect);
    const rows = Math.max(1, Math.floor((heightPx + FIELD_GAP_PX) / (cellHeightPx + FIELD_GAP_PX)));
    const fits = columns * rows >= count && cellHeightPx <= heightPx;
    const next = Math.floor((widthPx + FIELD_GAP_PX) / (columns + 1)) - FIELD_GAP_PX;
    if (fits || next < SMALLEST_CELL_PX) {
      return { columns, rows, cellWidthPx, cellHeightPx, shown: Math.min(count, columns * rows) };
    }
  }
}
