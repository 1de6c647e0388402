/** Histograms of weights, gradients and neurons. */
import type { Histogram } from '#protocol/layerStatistics.ts';

const BINS = 48;

/** Decades of gradients that a histogram tells apart. */
const SMALLEST_DECADE = -12;
const LARGEST_DECADE = 4;

/** Of values that are not zero, over [−m, m] with m the largest size; zeros are apart. */
export function symmetricHistogram(values: ArrayLike<number>): Histogram {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return histogramOf(values, { low: -largest, high: largest }, (value) => value);
}

/** Of log₁₀ |g| from 10⁻¹² to 10⁴; zeros are apart. */
export function decadeHistogram(values: ArrayLike<number>): Histogram {
  const range = { low: SMALLEST_DECADE, high: LARGEST_DECADE };
  return histogramOf(values, range, (value) => Math.log10(Math.abs(value)));
}

/** Of values from 0 to the largest; zeros are apart. */
export function positiveHistogram(values: ArrayLike<number>): Histogram {
  let high = 0;
  for (let i = 0; i < values.length; i++) high = Math.max(high, values[i]!);
  return histogramOf(values, { low: 0, high }, (value) => value);
}

function histogramOf(
  values: ArrayLike<number>,
  { low, high }: Pick<Histogram, 'low' | 'high'>,
  placeOf: (value: number) => number,
): Histogram {
  const counts = new Uint32Array(BINS);
  const perUnit = high > low ? BINS / (high - low) : 0;
  let apart = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0 || Number.isNaN(value)) {
      apart++;
      continue;
    }
    const bin = Math.floor((placeOf(value) - low) * perUnit);
    counts[Math.max(0, Math.min(BINS - 1, bin))]!++;
  }
  return { low, high, counts, apart };
}
