import { rampFromStops, sequentialIndex } from '../colour/ramps.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';

export interface FeatureMapsData {
  height: number;
  width: number;
  channels: number;
  /** Rate or count of each neuron, [height, width, channels], 0 and up. */
  values: Float32Array;
}

const GAP_PX = 2;

/** Columns of a grid in which `count` equal cells of an aspect ratio (height / width) come out largest. */
export function gridColumns(
  count: number,
  aspect: number,
  widthPx: number,
  heightPx: number,
): number {
  let best = 1;
  let bestSide = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cellWidth = (widthPx - GAP_PX * (columns - 1)) / columns;
    const cellHeight = (heightPx - GAP_PX * (rows - 1)) / rows;
    const side = Math.min(cellWidth, cellHeight / aspect);
    if (side > bestSide) {
      best = columns;
      bestSide = side;
    }
  }
  return best;
}

/** A small image of each channel, in CSS pixels. */
export interface MapsLayout {
  columns: number;
  cellWidthPx: number;
  cellHeightPx: number;
  /** Top left corner of the first. */
  leftPx: number;
  topPx: number;
}

/** Equal images, as large as fit, centred. */
export function layoutMaps(
  { height, width, channels }: Pick<FeatureMapsData, 'height' | 'width' | 'channels'>,
  widthPx: number,
  heightPx: number,
): MapsLayout {
  const columns = gridColumns(channels, height / width, widthPx, heightPx);
  const rows = Math.ceil(channels / columns);
  const cellWidthPx = Math.max(
    1,
    Math.min(
      (widthPx - GAP_PX * (columns - 1)) / columns,
      ((heightPx - GAP_PX * (rows - 1)) / rows / height) * width,
    ),
  );
  const cellHeightPx = (cellWidthPx * height) / width;
  return {
    columns,
    cellWidthPx,
    cellHeightPx,
    leftPx: (widthPx - columns * cellWidthPx - (columns - 1) * GAP_PX) / 2,
    topPx: (heightPx - rows * cellHeightPx - (rows - 1) * GAP_PX) / 2,
  };
}

/** Top left corner of the image of a channel. */
export function mapCorner(layout: MapsLayout, channel: number): { leftPx: number; topPx: number } {
  const { columns, cellWidthPx, cellHeightPx, leftPx, topPx } = layout;
  return {
    leftPx: leftPx + (channel % columns) * (cellWidthPx + GAP_PX),
    topPx: topPx + Math.floor(channel / columns) * (cellHeightPx + GAP_PX),
  };
}

/** One small image per channel on one sequential scale, centred. */
export function drawFeatureMaps(
  canvas: HTMLCanvasElement,
  data: FeatureMapsData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const { height, width, channels, values } = data;
  const layout = layoutMaps(data, widthPx, heightPx);
  const ramp = rampFromStops([theme.sunken, ...theme.sequential]);
  let highest = 0;
  for (let i = 0; i < values.length; i += 1) highest = Math.max(highest, values[i]!);
  context.imageSmoothingEnabled = false;
  for (let channel = 0; channel < channels; channel += 1) {
    const map = passingPixelImage(width, height, (pixels) => {
      for (let i = 0; i < pixels.length; i += 1) {
        pixels[i] = ramp[sequentialIndex(values[i * channels + channel]!, highest)]!;
      }
    });
    const { leftPx, topPx } = mapCorner(layout, channel);
    context.drawImage(map.canvas, leftPx, topPx, layout.cellWidthPx, layout.cellHeightPx);
  }
}
