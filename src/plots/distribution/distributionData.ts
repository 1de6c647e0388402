/** How a distribution changes over updates. */
import type { Histogram } from '#protocol/layerStatistics.ts';

export interface DistributionData {
  /** Rising; one a histogram. */
  readonly updates: readonly number[];
  readonly histograms: readonly Histogram[];
  /** A line through the picture (a mean, say); null where there is none. */
  readonly centres: readonly (number | null)[];
}

export interface DistributionOptions {
  readonly label: string;
  /** Title of the axis of values, with its unit. */
  readonly valueTitle: string;
  readonly updatesTitle: string;
  /** Over the profile of the newest histogram. */
  readonly nowTitle: string;
  readonly columns: readonly [update: string, low: string, high: string, count: string];
  /** A value on the axis, in the unit of the bins. */
  format(value: number): string;
  hover(update: number, low: string, high: string, share: string): string;
  /** The picture in words. */
  summary(): string;
}

/** Smallest range that holds everything counted; null without anything counted. */
export function rangeOfAll(histograms: readonly Histogram[]): readonly [number, number] | null {
  let [least, most] = [Infinity, -Infinity];
  for (const { low, high, counts } of histograms) {
    const width = (high - low) / counts.length;
    const first = counts.findIndex((count) => count > 0);
    if (first < 0 || !(width > 0)) continue;
    const last = counts.findLastIndex((count) => count > 0);
    least = Math.min(least, low + first * width);
    most = Math.max(most, low + (last + 1) * width);
  }
  return least < most ? [least, most] : null;
}

/**
 * A histogram in other bins: each count spread evenly over its own bin.
 * @returns shares of all values that are not apart, `bins` of them from `low` to `high`
 */
export function rebinned(
  histogram: Histogram,
  [low, high]: readonly [number, number],
  bins: number,
): Float64Array {
  const shares = new Float64Array(bins);
  const { counts } = histogram;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (histogram.high - histogram.low) / counts.length;
  if (total === 0 || !(width > 0)) return shares;
  const perUnit = bins / (high - low);
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const from = (histogram.low + bin * width - low) * perUnit;
    const to = from + width * perUnit;
    const last = Math.min(bins - 1, Math.ceil(to) - 1);
    for (let at = Math.max(0, Math.floor(from)); at <= last; at++) {
      const overlap = Math.min(to, at + 1) - Math.max(from, at);
      shares[at] = shares[at]! + ((overlap / (to - from)) * count) / total;
    }
  });
  return shares;
}
