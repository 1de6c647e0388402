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

/** One small image per channel on one sequential scale, centred. */
export function drawFeatureMaps(
  canvas: HTMLCanvasElement,
  data: FeatureMapsData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const { height, width, channels, values } = data;
  const columns = gridColumns(channels, height / width, widthPx, heightPx);
  const rows = Math.ceil(channels / columns);
  const side = Math.max(
    1,
    Math.min(
      (widthPx - GAP_PX * (columns - 1)) / columns,
      ((heightPx - GAP_PX * (rows - 1)) / rows / height) * width,
    ),
  );
  const cellHeight = (side * height) / width;
  const left = (widthPx - columns * side - (columns - 1) * GAP_PX) / 2;
  const top = (heightPx - rows * cellHeight - (rows - 1) * GAP_PX) / 2;
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
    const x = left + (channel % columns) * (side + GAP_PX);
    const y = top + Math.floor(channel / columns) * (cellHeight + GAP_PX);
    context.drawImage(map.canvas, x, y, side, cellHeight);
  }
}
