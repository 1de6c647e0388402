import { scaleLinear } from 'd3-scale';
import type { AxisScale } from '../axis/drawAxis.ts';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { drawLine } from '../axis/drawLine.ts';
import { formatCount } from '../axis/formatValue.ts';
import { rampFromStops, sequentialIndex } from '../colour/ramps.ts';
import type { Area } from '../plot.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { DistributionData, DistributionOptions } from './distributionData.ts';
import { rangeOfAll, rebinned } from './distributionData.ts';

const LEFT_PX = 68;
const PROFILE_PX = 56;
const GAP_PX = 8;
const TOP_PX = 20;
const BOTTOM_PX = 40;
const BINS = 48;

/** Where the picture over updates lies, and the profile of now beside it. */
export function layoutDistribution(
  widthPx: number,
  heightPx: number,
): { readonly map: Area; readonly profile: Area } {
  const heightOfPx = Math.max(16, heightPx - TOP_PX - BOTTOM_PX);
  const mapPx = Math.max(16, widthPx - LEFT_PX - PROFILE_PX - GAP_PX);
  const shared = { topPx: TOP_PX, heightPx: heightOfPx };
  return {
    map: { ...shared, leftPx: LEFT_PX, widthPx: mapPx },
    profile: { ...shared, leftPx: LEFT_PX + mapPx + GAP_PX, widthPx: PROFILE_PX - GAP_PX },
  };
}

/** The values of the axis, low at the bottom; a range without width is given some. */
export function valueScale({ histograms }: DistributionData, area: Area): AxisScale & Inverse {
  const [low, high] = rangeOfAll(histograms) ?? [0, 1];
  return scaleLinear()
    .domain([low, high])
    .range([area.topPx + area.heightPx, area.topPx]);
}

interface Inverse {
  invert(yPx: number): number;
}

/** Updates from the first histogram to the newest; a single one fills the picture. */
export function updateScale({ updates }: DistributionData, area: Area): AxisScale & Inverse {
  const [first = 0, last = 1] = [updates[0], updates.at(-1)];
  return scaleLinear()
    .domain([first, Math.max(last, first + 1)])
    .range([area.leftPx, area.leftPx + area.widthPx]);
}

/** The histogram that is valid at an update: the last one taken by then. */
export function indexAt({ updates }: DistributionData, update: number): number {
  let index = 0;
  while (index + 1 < updates.length && updates[index + 1]! <= update) index++;
  return index;
}

/** A column an update, its colour at each value the share of values there; the newest again as bars. */
export function drawDistribution(
  frame: Frame,
  data: DistributionData,
  options: DistributionOptions,
): void {
  const { context, theme } = frame;
  const { map, profile } = layoutDistribution(frame.widthPx, frame.heightPx);
  const y = valueScale(data, map);
  const x = updateScale(data, map);
  context.fillStyle = theme.sunken;
  for (const { leftPx, topPx, widthPx, heightPx } of [map, profile]) {
    context.fillRect(leftPx, topPx, widthPx, heightPx);
  }
  const range = rangeOfAll(data.histograms);
  if (range !== null) {
    const rows = data.histograms.map((histogram) => rebinned(histogram, range, BINS));
    const largest = rows.reduce((most, own) => Math.max(most, ...own), 0);
    paintMap(frame, data, rows, largest, map, x);
    paintProfile(frame, rows.at(-1) ?? new Float64Array(BINS), profile);
  }
  const path = data.updates.flatMap((update, i) => [x(update), data.centres[i] ?? NaN]);
  const line = Float64Array.from(path, (value, i) =>
    i % 2 === 0 && Number.isNaN(path[i + 1]!) ? NaN : value,
  );
  // A light line under the dark one keeps it visible on every colour.
  drawLine(frame, line, y, { colour: theme.surface, widthPx: 4 });
  drawLine(frame, line, y, { colour: theme.ink, widthPx: 1.5 });
  drawLeftAxis(frame, map, y, { title: options.valueTitle, format: options.format });
  drawBottomAxis(frame, map, x, {
    title: options.updatesTitle,
    spacingPx: 64,
    format: (update) => (Number.isInteger(update) ? formatCount(update) : ''),
  });
  drawText(frame, options.nowTitle, profile.leftPx, TOP_PX - 6, {
    colour: theme.inkSoft,
    maxPx: profile.widthPx,
  });
}

function paintMap(
  { context, theme }: Frame,
  data: DistributionData,
  rows: readonly Float64Array[],
  largest: number,
  area: Area,
  x: Inverse,
): void {
  const ramp = rampFromStops([theme.sunken, ...theme.sequential.slice(1)]);
  const columns = Math.max(1, Math.round(area.widthPx));
  const image = passingPixelImage(columns, BINS, (pixels) => {
    for (let column = 0; column < columns; column++) {
      const shares = rows[indexAt(data, x.invert(area.leftPx + column + 0.5))];
      if (shares === undefined) continue;
      for (let bin = 0; bin < BINS; bin++) {
        // The root of a share: what few values do must be seen beside what most do.
        const index = sequentialIndex(Math.sqrt(shares[bin]!), Math.sqrt(largest));
        pixels[(BINS - 1 - bin) * columns + column] = ramp[index]!;
      }
    }
  });
  context.imageSmoothingEnabled = false;
  context.drawImage(image.canvas, area.leftPx, area.topPx, area.widthPx, area.heightPx);
  context.imageSmoothingEnabled = true;
}

function paintProfile({ context, theme }: Frame, shares: Float64Array, area: Area): void {
  const largest = shares.reduce((most, share) => Math.max(most, share), 0);
  if (largest === 0) return;
  const rowPx = area.heightPx / BINS;
  context.fillStyle = theme.inkSoft;
  shares.forEach((share, bin) => {
    const top = area.topPx + area.heightPx - (bin + 1) * rowPx;
    context.fillRect(area.leftPx, top, (share / largest) * area.widthPx, Math.max(1, rowPx - 0.5));
  });
}
