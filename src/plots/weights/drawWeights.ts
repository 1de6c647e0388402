import { scaleLinear } from 'd3-scale';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import type { Ramp } from '../colour/ramps.ts';
import { divergingIndex } from '../colour/ramps.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { PixelImage } from '../surface/pixelImage.ts';
import { createPixelImage, passingPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { FieldGrid } from './weightMath.ts';
import { FIELD_GAP_PX, receptiveField, strongestPerPixel } from './weightMath.ts';
import type { WeightsData } from './weightsData.ts';

const LEFT_PX = 60;
const SCALE_PX = 148;
const NARROW_SCALE_PX = 124;
const NARROW_PX = 480;
const TOP_PX = 8;
const BOTTOM_PX = 40;
const CAPTION_PX = 24;

/** Where picture and weight scale lie. */
export function layoutWeights(
  widthPx: number,
  heightPx: number,
  mode: 'matrix' | 'fields',
): { picture: Area; scale: Area } {
  const scalePx = widthPx < NARROW_PX ? NARROW_SCALE_PX : SCALE_PX;
  const leftPx = mode === 'matrix' ? LEFT_PX : 12;
  const topPx = mode === 'matrix' ? TOP_PX : TOP_PX + CAPTION_PX;
  const height = Math.max(16, heightPx - topPx - (mode === 'matrix' ? BOTTOM_PX : 8));
  return {
    picture: {
      leftPx,
      topPx,
      widthPx: Math.max(16, widthPx - leftPx - scalePx),
      heightPx: height,
    },
    scale: {
      leftPx: widthPx - (widthPx < NARROW_PX ? 56 : 76),
      topPx: TOP_PX,
      widthPx: widthPx < NARROW_PX ? 48 : 68,
      heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
    },
  };
}

function paint(values: Float32Array, ramp: Ramp, limit: number, pixels: Uint32Array): void {
  for (let i = 0; i < values.length; i += 1) pixels[i] = ramp[divergingIndex(values[i]!, limit)]!;
}

/** The matrix as an image of at most one pixel per device pixel of its area. */
export function matrixImage(
  data: WeightsData,
  area: Area,
  scale: number,
  ramp: Ramp,
  limit: number,
): PixelImage {
  const width = Math.max(1, Math.min(data.sources, Math.round(area.widthPx * scale)));
  const height = Math.max(1, Math.min(data.targets, Math.round(area.heightPx * scale)));
  return createPixelImage(width, height, (pixels) => {
    paint(strongestPerPixel(data, width, height), ramp, limit, pixels);
  });
}

/** Draws the matrix with its axes; index 0 at the top left. */
export function drawMatrix(frame: Frame, data: WeightsData, area: Area, image: PixelImage): void {
  const { context, theme } = frame;
  const right = area.leftPx + area.widthPx;
  const bottom = area.topPx + area.heightPx;
  context.imageSmoothingEnabled = false;
  context.drawImage(image.canvas, area.leftPx, area.topPx, area.widthPx, area.heightPx);
  context.imageSmoothingEnabled = true;
  context.strokeStyle = theme.hairline;
  context.lineWidth = 1;
  context.strokeRect(area.leftPx - 0.5, area.topPx - 0.5, area.widthPx + 1, area.heightPx + 1);
  const whole = (value: number): string => (Number.isInteger(value) ? String(value) : '');
  const sources = scaleLinear().domain([0, data.sources]).range([area.leftPx, right]);
  const first = data.firstTarget ?? 0;
  const targets = scaleLinear()
    .domain([first, first + data.targets])
    .range([area.topPx, bottom]);
  drawBottomAxis(frame, area, sources, { title: messages.sources, format: whole });
  drawLeftAxis(frame, area, targets, { title: messages.targets, format: whole });
  if (image.widthPx < data.sources || image.heightPx < data.targets) {
    drawText(frame, messages.strongestPerPixel, right, bottom + 32, {
      align: 'right',
      colour: theme.inkSoft,
    });
  }
}

/** Top left corner of an image in the grid. */
export function fieldOrigin(
  area: Area,
  grid: FieldGrid,
  target: number,
): { xPx: number; yPx: number } {
  return {
    xPx: area.leftPx + (target % grid.columns) * (grid.cellWidthPx + FIELD_GAP_PX),
    yPx: area.topPx + Math.floor(target / grid.columns) * (grid.cellHeightPx + FIELD_GAP_PX),
  };
}

/** Draws incoming weights as images, all on one colour scale, and says how many are shown. */
export function drawFields(
  frame: Frame,
  data: WeightsData,
  area: Area,
  grid: FieldGrid,
  channel: number,
  ramp: Ramp,
  limit: number,
): void {
  const { context, theme } = frame;
  const image = data.sourceImage;
  if (!image) return;
  drawText(
    frame,
    messages.receptiveFields(data.firstTarget ?? 0, grid.shown, data.allTargets ?? data.targets),
    area.leftPx,
    area.topPx - 12,
    { colour: theme.inkSoft, maxPx: area.widthPx },
  );
  // Shrunk without smoothing an image loses rows; enlarged with it, it loses its pixels.
  context.imageSmoothingEnabled = grid.cellWidthPx * frame.scale < image.width;
  context.strokeStyle = theme.hairline;
  context.lineWidth = 1;
  for (let target = 0; target < grid.shown; target += 1) {
    const { xPx, yPx } = fieldOrigin(area, grid, target);
    const field = passingPixelImage(image.width, image.height, (pixels) => {
      paint(receptiveField(data, target, channel), ramp, limit, pixels);
    });
    context.drawImage(field.canvas, xPx, yPx, grid.cellWidthPx, grid.cellHeightPx);
    context.strokeRect(xPx + 0.5, yPx + 0.5, grid.cellWidthPx - 1, grid.cellHeightPx - 1);
  }
  context.imageSmoothingEnabled = true;
}
