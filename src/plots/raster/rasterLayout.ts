import type { Area } from '../plot.ts';

/** A layer's stripe in the raster, in CSS pixels from the top of the canvas. */
export interface Band {
  topPx: number;
  heightPx: number;
  /** Number of neurons. */
  size: number;
}

export interface RasterLayout {
  /** All bands together. */
  plot: Area;
  bands: readonly Band[];
  /** Mean rate over time, below. */
  histogram: Area;
  /** Rate of each neuron, at the right, on the bands' heights. */
  rates: Area;
}

const LABELS_PX = 112;
const NARROW_LABELS_PX = 92;
const NARROW_PX = 480;
const RATES_PX = 56;
const HISTOGRAM_PX = 48;
const BOTTOM_PX = 40;
/** Between the bands and the histogram, with one line of titles for both. */
export const HISTOGRAM_GAP_PX = 30;
/** From the bands to the baseline of that line. */
export const TITLE_BELOW_PX = 17;
const TOP_PX = 8;
const BAND_GAP_PX = 8;
const SMALLEST_BAND_PX = 30;

/**
 * Stacks bands whose heights grow with the square root of the layer's size, so that ten output neurons
 * stay visible beside a thousand hidden ones. A quiet band, without spikes to see, stays at the least.
 */
export function layoutBands(
  sizes: readonly number[],
  topPx: number,
  heightPx: number,
  isQuiet: readonly boolean[] = [],
): Band[] {
  const gaps = BAND_GAP_PX * Math.max(0, sizes.length - 1);
  const smallest = Math.min(SMALLEST_BAND_PX, (heightPx - gaps) / Math.max(1, sizes.length));
  const free = Math.max(0, heightPx - gaps - smallest * sizes.length);
  const weights = sizes.map((size, index) => (isQuiet[index] === true ? 0 : Math.sqrt(size)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let top = topPx;
  return sizes.map((size, index) => {
    const share = total > 0 ? weights[index]! / total : 0;
    const height = Math.floor(smallest + free * share);
    const band = { topPx: top, heightPx: height, size };
    top += height + BAND_GAP_PX;
    return band;
  });
}

/** Places labels, bands, rate bars, histogram and axis inside a canvas. */
export function layoutRaster(
  widthPx: number,
  heightPx: number,
  sizes: readonly number[],
  isQuiet: readonly boolean[] = [],
): RasterLayout {
  const narrow = widthPx < NARROW_PX;
  const leftPx = narrow ? NARROW_LABELS_PX : LABELS_PX;
  const ratesPx = narrow ? 32 : RATES_PX;
  const plotWidth = Math.max(16, widthPx - leftPx - ratesPx - 20);
  const histogramPx = heightPx < 220 ? 0 : HISTOGRAM_PX;
  const below = BOTTOM_PX + (histogramPx > 0 ? histogramPx + HISTOGRAM_GAP_PX : 0);
  const bandsHeight = Math.max(16, heightPx - TOP_PX - below);
  const bands = layoutBands(sizes, TOP_PX, bandsHeight, isQuiet);
  const last = bands.at(-1);
  const bottom = last ? last.topPx + last.heightPx : TOP_PX + bandsHeight;
  return {
    plot: { leftPx, topPx: TOP_PX, widthPx: plotWidth, heightPx: bottom - TOP_PX },
    bands,
    histogram: {
      leftPx,
      topPx: bottom + HISTOGRAM_GAP_PX,
      widthPx: plotWidth,
      heightPx: histogramPx,
    },
    rates: {
      leftPx: leftPx + plotWidth + 8,
      topPx: TOP_PX,
      widthPx: ratesPx,
      heightPx: bottom - TOP_PX,
    },
  };
}

/** The band and neuron at a height; null between bands and outside. */
export function neuronAt(
  bands: readonly Band[],
  yPx: number,
): { band: number; neuron: number } | null {
  const index = bands.findIndex((band) => yPx >= band.topPx && yPx < band.topPx + band.heightPx);
  const band = bands[index];
  if (!band) return null;
  return { band: index, neuron: Math.floor(((yPx - band.topPx) / band.heightPx) * band.size) };
}
