import { csvLines } from '../csv.ts';
import type { Ramp } from '../colour/ramps.ts';
import { divergingIndex, divergingRamp } from '../colour/ramps.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import { drawWeightScale } from '../weights/drawWeightScale.ts';
import type { MapsLayout } from '../miniatures/drawFeatureMaps.ts';
import { layoutMaps, mapCorner } from '../miniatures/drawFeatureMaps.ts';
import type { WeightStatistics } from '../weights/weightMath.ts';
import { weightHistogram, weightStatistics } from '../weights/weightMath.ts';
import type { ConnectionData, ConnectionOptions } from './connectionData.ts';

const HISTOGRAM_BINS = 41;
const MARGIN_PX = 8;
const BOTTOM_PX = 40;
/** Axis, colours and histogram of the weights, at the right. */
const SCALE_PX = 124;
const BARS_PX = 56;

/**
 * The weights of one connection of a neuron: as images where they lie on one, a channel each, else as
 * bars; orange negative, blue positive, on one symmetric scale with their histogram.
 */
export function createNeuronWeights(
  container: HTMLElement,
  initial: ConnectionOptions,
): Plot<ConnectionData, ConnectionOptions> {
  let data: ConnectionData | null = null;
  let statistics: WeightStatistics | null = null;
  let counts: Uint32Array = new Uint32Array(HISTOGRAM_BINS);
  let hover: { xPx: number; yPx: number } | null = null;

  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      if (!data || !statistics) return;
      const { theme } = frame;
      const { picture, scale } = areas();
      const ramp = divergingRamp(theme.negative, theme.surface, theme.positive);
      if (data.image) drawImages(frame, data, picture, grid(), ramp, statistics.largest);
      else drawBars(frame, data.values, picture, statistics.largest);
      drawWeightScale(frame, scale, ramp, statistics.largest, counts);
    },
    drawOverlay(frame) {
      const index = hover && indexAt(hover.xPx, hover.yPx);
      if (!data || !hover || index === null) return;
      const text = messages.connectionHover(data.nameOf(index), data.values[index] ?? NaN);
      drawTag(frame, text, hover.xPx, hover.yPx);
    },
    describe: summary,
  });

  function areas(): { picture: Area; scale: Area } {
    const heightPx = Math.max(16, surface.heightPx - MARGIN_PX - BOTTOM_PX);
    const widthPx = Math.max(16, surface.widthPx - SCALE_PX - MARGIN_PX);
    return {
      picture: { leftPx: MARGIN_PX, topPx: MARGIN_PX, widthPx, heightPx },
      scale: {
        leftPx: surface.widthPx - BARS_PX,
        topPx: MARGIN_PX,
        widthPx: BARS_PX - MARGIN_PX,
        heightPx,
      },
    };
  }

  function grid(): MapsLayout | null {
    const { widthPx, heightPx } = areas().picture;
    return data?.image ? layoutMaps(data.image, widthPx, heightPx) : null;
  }

  /** The value under a pixel; null beside the picture. */
  function indexAt(xPx: number, yPx: number): number | null {
    if (!data) return null;
    const { picture } = areas();
    const x = xPx - picture.leftPx;
    const y = yPx - picture.topPx;
    if (x < 0 || y < 0 || x >= picture.widthPx || y >= picture.heightPx) return null;
    const cells = grid();
    if (!data.image || !cells) return Math.floor((x / picture.widthPx) * data.values.length);
    const { height, width, channels } = data.image;
    for (let channel = 0; channel < channels; channel += 1) {
      const { leftPx, topPx } = mapCorner(cells, channel);
      const column = Math.floor(((x - leftPx) / cells.cellWidthPx) * width);
      const row = Math.floor(((y - topPx) / cells.cellHeightPx) * height);
      const isInside = column >= 0 && column < width && row >= 0 && row < height;
      if (isInside) return (row * width + column) * channels + channel;
    }
    return null;
  }

  function summary(): string {
    if (!data || !statistics) return messages.noWeights;
    const { lowest, highest, mean, deviation } = statistics;
    return messages.connectionSummary(data.values.length, lowest, highest, mean, deviation);
  }

  const listening = new AbortController();
  const { signal } = listening;
  const move = (event: PointerEvent | null): void => {
    hover = event && { xPx: event.offsetX, yPx: event.offsetY };
    surface.invalidateOverlay();
  };
  surface.element.addEventListener('pointermove', move, { signal });
  surface.element.addEventListener('pointerleave', () => move(null), { signal });

  return {
    setData(next) {
      data = next;
      statistics = next && next.values.length > 0 ? weightStatistics(next.values) : null;
      counts = next
        ? weightHistogram(next.values, statistics?.largest ?? 0, HISTOGRAM_BINS)
        : new Uint32Array(HISTOGRAM_BINS);
      surface.invalidate();
    },
    update() {
      surface.invalidate();
    },
    ...surface.outlets,
    destroy() {
      listening.abort();
      surface.outlets.destroy();
    },
    toCsv: () => csvLines(['place', 'weight'], weightRows(data)),
    summary,
  };
}

function drawImages(
  { context, theme, scale }: Frame,
  { values, image }: ConnectionData,
  area: Area,
  grid: MapsLayout | null,
  ramp: Ramp,
  limit: number,
): void {
  if (!image || !grid) return;
  const { height, width, channels } = image;
  context.strokeStyle = theme.hairline;
  context.lineWidth = 1;
  // Shrunk without smoothing an image loses rows; enlarged with it, it loses its pixels.
  context.imageSmoothingEnabled = grid.cellWidthPx * scale < width;
  for (let channel = 0; channel < channels; channel += 1) {
    const field = passingPixelImage(width, height, (pixels) => {
      for (let i = 0; i < pixels.length; i += 1) {
        pixels[i] = ramp[divergingIndex(values[i * channels + channel]!, limit)]!;
      }
    });
    const corner = mapCorner(grid, channel);
    const [left, top] = [area.leftPx + corner.leftPx, area.topPx + corner.topPx];
    context.drawImage(field.canvas, left, top, grid.cellWidthPx, grid.cellHeightPx);
    context.strokeRect(left + 0.5, top + 0.5, grid.cellWidthPx - 1, grid.cellHeightPx - 1);
  }
  context.imageSmoothingEnabled = true;
}

/** A bar a value around a line at zero; where several share a pixel, the strongest. */
function drawBars(
  { context, theme, scale }: Frame,
  values: Float32Array,
  area: Area,
  limit: number,
): void {
  const middle = area.topPx + area.heightPx / 2;
  context.fillStyle = theme.sunken;
  context.fillRect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  const bars = Math.min(values.length, Math.round(area.widthPx * scale));
  const cell = area.widthPx / bars;
  const perUnit = limit > 0 ? area.heightPx / (2 * limit) : 0;
  for (let bar = 0; bar < bars; bar += 1) {
    const from = Math.floor((bar * values.length) / bars);
    const to = Math.floor(((bar + 1) * values.length) / bars);
    let value = 0;
    for (let i = from; i < to; i += 1) {
      if (Math.abs(values[i]!) > Math.abs(value)) value = values[i]!;
    }
    const length = Math.abs(value) * perUnit;
    context.fillStyle = value < 0 ? theme.negative : theme.positive;
    context.fillRect(
      area.leftPx + bar * cell,
      value < 0 ? middle : middle - length,
      cell > 4 ? cell - 2 : cell,
      length,
    );
  }
  context.fillStyle = theme.zeroLine;
  context.fillRect(area.leftPx, Math.round(middle), area.widthPx, 1);
}

function* weightRows(data: ConnectionData | null): Iterable<[string, number]> {
  if (!data) return;
  for (let i = 0; i < data.values.length; i += 1) yield [data.nameOf(i), data.values[i]!];
}
