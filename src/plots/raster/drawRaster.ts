import { scaleLinear } from 'd3-scale';
import { drawBottomAxis } from '../axis/drawAxis.ts';
import { formatCount, formatValue } from '../axis/formatValue.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import { rampFromStops } from '../colour/ramps.ts';
import type { Ramp } from '../colour/ramps.ts';
import { packRgb, parseRgb } from '../colour/rgb.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import { drawDensityKey } from './drawDensityKey.ts';
import { drawHistogram, drawNeuronRates } from './drawRates.ts';
import type { BandMode } from './paintBand.ts';
import { paintBand } from './paintBand.ts';
import { paintValues } from './paintValues.ts';
import type { RasterData } from './rasterData.ts';
import { isSpiking } from './rasterData.ts';
import { layoutRaster, TITLE_BELOW_PX } from './rasterLayout.ts';
import type { Band, RasterLayout } from './rasterLayout.ts';
import { neuronRatesHz, spikesBefore } from './rates.ts';
import { isInOrder, visibleSpikes } from './visibleSpikes.ts';

const INDEX_DIGIT_PX = 8;
/** A lower band has room for its name only. */
const TWO_LINES_PX = 28;
/** In higher ones the name, then the count too, stands between the two indices, not beside them. */
const THREE_LINES_PX = 46;
const FOUR_LINES_PX = 58;
/** Names keep off the edge of the panel. */
const EDGE_PX = 12;
/** Narrower plots have the title of the time axis at its start: the density key needs its end. */
const NARROW_PX = 480;
/** A narrower label has no room for the word behind the number. */
const COUNT_ONLY_PX = 76;
/** As wide as a bin of rates gets, so that those at the edges are whole. */
const BESIDE_PX = 12;

/** Buffers kept between redraws, so that a frame allocates nothing large. */
export interface RasterScratch {
  canvas: HTMLCanvasElement;
  image: ImageData | null;
  pixels: Uint32Array;
  ramp: Ramp;
  rampKey: string;
}

/** Makes an empty scratch. */
export function createRasterScratch(): RasterScratch {
  const canvas = document.createElement('canvas');
  return {
    canvas,
    image: null,
    pixels: new Uint32Array(0),
    ramp: new Uint32Array(256),
    rampKey: '',
  };
}

/** How a layer was drawn, and the most spikes that one pixel of it stands for. */
export interface PaintedBand {
  readonly mode: BandMode;
  readonly max: number;
}

/** What does not change from one redraw of the same data to the next. */
export interface PreparedRaster {
  readonly data: RasterData;
  /** Of each neuron of each layer. */
  readonly ratesHz: readonly Float32Array[];
  /** Whether the spikes of each layer come in the order of time. */
  readonly inOrder: readonly boolean[];
  /** Spikes before each step. */
  readonly before: Uint32Array;
}

export function prepareRaster(data: RasterData): PreparedRaster {
  const { layers, steps, dtMs } = data;
  return {
    data,
    ratesHz: layers.map((layer) => neuronRatesHz(layer, steps, dtMs)),
    inOrder: layers.map(({ times }) => isInOrder(times)),
    before: spikesBefore(data),
  };
}

/** Draws everything but the cursor; returns the layout and how each layer was drawn. */
export function drawRaster(
  frame: Frame,
  { data: whole, ratesHz, inOrder, before }: PreparedRaster,
  window: AxisWindow,
  scratch: RasterScratch,
): { layout: RasterLayout; painted: PaintedBand[] } {
  const layout = layoutRaster(
    frame.widthPx,
    frame.heightPx,
    whole.layers.map((layer) => layer.size),
    whole.layers.map((layer) => !isSpiking(layer)),
  );
  const beside = (BESIDE_PX * (window.end - window.start)) / layout.plot.widthPx;
  const near = { start: window.start - beside, end: window.end + beside };
  const data = {
    ...whole,
    layers: whole.layers.map((layer, index) => ({
      ...layer,
      ...visibleSpikes(layer, inOrder[index] === true, near, whole.dtMs),
    })),
  };
  const painted = paintSpikes(frame, data, window, layout, scratch);
  data.layers.forEach((layer, index) => {
    const band = layout.bands[index];
    if (!band) return;
    drawBandLabel(frame, layer.name, band.topPx, band.heightPx, layer.size, layout.plot.leftPx);
  });
  drawText(
    frame,
    messages.neuron,
    layout.plot.leftPx - 6,
    layout.plot.topPx + layout.plot.heightPx + TITLE_BELOW_PX,
    { align: 'right' },
  );
  drawNeuronRates(frame, layout, ratesHz);
  const time = scaleLinear()
    .domain([window.start, window.end])
    .range([layout.plot.leftPx, layout.plot.leftPx + layout.plot.widthPx]);
  if (layout.histogram.heightPx > 0) drawHistogram(frame, layout.histogram, whole, before, window);
  const axisArea = layout.histogram.heightPx > 0 ? layout.histogram : layout.plot;
  const isNarrow = frame.widthPx < NARROW_PX;
  drawBottomAxis(frame, axisArea, time, isNarrow ? {} : { title: messages.timeMs });
  if (isNarrow) {
    const y = axisArea.topPx + axisArea.heightPx + 32;
    drawText(frame, messages.timeMs, axisArea.leftPx, y);
  }
  const densest = Math.max(
    0,
    ...painted.filter(({ mode }) => mode === 'density').map(({ max }) => max),
  );
  if (densest > 0) drawDensityKey(frame, axisArea, scratch.ramp, densest);
  return { layout, painted };
}

/** Why a layer has no spikes to see, over whatever else is drawn in its band. */
export function drawNotes(frame: Frame, { layers }: RasterData, layout: RasterLayout): void {
  layers.forEach(({ note }, index) => {
    const band = layout.bands[index];
    if (band && note !== undefined) drawNote(frame, note, band, layout.plot);
  });
}

/** Said on an opaque ground of its own: shades may lie under it. */
function drawNote(frame: Frame, note: string, band: Band, plot: Area): void {
  const { context, theme } = frame;
  context.font = `400 12px ${theme.fontSans}`;
  const width = Math.min(plot.widthPx - 16, context.measureText(note).width + 12);
  const middle = band.topPx + band.heightPx / 2;
  context.fillStyle = theme.sunken;
  context.beginPath();
  context.roundRect(plot.leftPx + 8, middle - 9, width, 18, 4);
  context.fill();
  drawText(frame, note, plot.leftPx + 14, middle + 1, {
    baseline: 'middle',
    colour: theme.inkSoft,
    maxPx: width - 12,
  });
}

function paintSpikes(
  frame: Frame,
  data: RasterData,
  window: AxisWindow,
  { plot, bands }: RasterLayout,
  scratch: RasterScratch,
): PaintedBand[] {
  const { context, scale, theme } = frame;
  const width = Math.max(1, Math.round(plot.widthPx * scale));
  const height = Math.max(1, Math.round(plot.heightPx * scale));
  if (scratch.image?.width !== width || scratch.image.height !== height) {
    scratch.canvas.width = width;
    scratch.canvas.height = height;
    scratch.image = new ImageData(width, height);
    scratch.pixels = new Uint32Array(scratch.image.data.buffer);
  }
  const rampKey = theme.sequential.join();
  if (rampKey !== scratch.rampKey) {
    scratch.ramp = rampFromStops(theme.sequential);
    scratch.rampKey = rampKey;
  }
  const { pixels } = scratch;
  pixels.fill(packRgb(parseRgb(theme.surface)));
  const ground = packRgb(parseRgb(theme.sunken));
  const spike = packRgb(parseRgb(theme.spike));
  const results = data.layers.map((layer, index) => {
    const band = bands[index]!;
    const topPx = Math.round((band.topPx - plot.topPx) * scale);
    const heightPx = Math.min(Math.round(band.heightPx * scale), height - topPx);
    pixels.fill(ground, topPx * width, (topPx + heightPx) * width);
    if (layer.values !== undefined) {
      const shades = { low: parseRgb(theme.sunken), high: parseRgb(theme.spike) };
      paintValues(
        { pixels, stride: width, topPx, heightPx, size: layer.size },
        layer.values,
        shades,
      );
    }
    return paintBand(
      { pixels, stride: width, topPx, heightPx, size: layer.size },
      layer,
      {
        startStep: window.start / data.dtMs,
        pxPerStep: (width * data.dtMs) / (window.end - window.start),
        leastPx: Math.max(1, Math.round(scale)),
      },
      { spike, ramp: scratch.ramp },
    );
  });
  const scratchContext = scratch.canvas.getContext('2d');
  if (!scratchContext) throw new Error('No 2-D canvas in this browser.');
  scratchContext.putImageData(scratch.image, 0, 0);
  context.drawImage(scratch.canvas, plot.leftPx, plot.topPx, plot.widthPx, plot.heightPx);
  return results;
}

function drawBandLabel(
  frame: Frame,
  name: string,
  topPx: number,
  heightPx: number,
  size: number,
  rightPx: number,
): void {
  const { theme } = frame;
  const small = { sizePx: 12, colour: theme.inkSoft, align: 'right', baseline: 'middle' } as const;
  const middle = topPx + heightPx / 2;
  if (heightPx < TWO_LINES_PX) {
    const maxPx = rightPx - EDGE_PX - 4;
    drawText(frame, name, EDGE_PX, middle + 1, { weight: 650, baseline: 'middle', maxPx });
    return;
  }
  // Between the two index numbers there is room for the whole column.
  const indexPx = 10 + INDEX_DIGIT_PX * formatValue(size - 1).length;
  const roomFrom = (leastPx: number): number =>
    rightPx - EDGE_PX - (heightPx >= leastPx ? 4 : indexPx);
  const nameStyle = { weight: 650, baseline: 'middle', maxPx: roomFrom(THREE_LINES_PX) } as const;
  drawText(frame, name, EDGE_PX, middle - 7, nameStyle);
  const maxPx = roomFrom(FOUR_LINES_PX);
  const count = maxPx < COUNT_ONLY_PX ? formatCount(size) : messages.neurons(size);
  drawText(frame, count, EDGE_PX, middle + 8, {
    colour: theme.inkSoft,
    baseline: 'middle',
    maxPx,
  });
  drawText(frame, '0', rightPx - 6, topPx + 6, small);
  if (size > 1) drawText(frame, formatValue(size - 1), rightPx - 6, topPx + heightPx - 6, small);
}
