/** Draws a card's picture on its canvas. */
import { drawFeatureMaps } from '#plots/miniatures/drawFeatureMaps.ts';
import { drawMiniClassBars } from '#plots/miniatures/drawMiniBars.ts';
import { drawMiniImage } from '#plots/miniatures/drawMiniImage.ts';
import { drawMiniRaster } from '#plots/miniatures/drawMiniRaster.ts';
import { beginMiniature } from '#plots/miniatures/miniFrame.ts';
import type { PlotTheme } from '#plots/theme.ts';
import type { CardPicture } from './activity.ts';

/** Feature maps beyond this many would be too small to see. */
const MAPS_SHOWN = 32;

export function drawPicture(
  canvas: HTMLCanvasElement,
  picture: CardPicture | null,
  theme: PlotTheme,
): void {
  if (picture === null) {
    beginMiniature(canvas, theme);
    return;
  }
  switch (picture.kind) {
    case 'image':
      drawMiniImage(canvas, picture, theme);
      return;
    case 'maps':
      drawFeatureMaps(canvas, firstMaps(picture), theme);
      return;
    case 'raster':
      drawMiniRaster(canvas, picture, theme);
      return;
    case 'scores':
      drawMiniClassBars(canvas, picture, theme);
      return;
    case 'values':
      drawValues(canvas, picture.values, theme);
      return;
    default:
      picture satisfies never;
  }
}

type Maps = Extract<CardPicture, { kind: 'maps' }>;

function firstMaps(maps: Maps): Maps {
  const { height, width, channels, values } = maps;
  if (channels <= MAPS_SHOWN) return maps;
  const kept = new Float32Array(height * width * MAPS_SHOWN);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let map = 0; map < MAPS_SHOWN; map++) {
      kept[pixel * MAPS_SHOWN + map] = values[pixel * channels + map]!;
    }
  }
  return { ...maps, channels: MAPS_SHOWN, values: kept };
}

/** One level meter per input, 0..1: constant currents of a short list. */
function drawValues(canvas: HTMLCanvasElement, values: Float32Array, theme: PlotTheme): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const cell = heightPx / values.length;
  const bar = Math.max(1, Math.min(cell * 0.6, 14));
  values.forEach((value, index) => {
    const top = (index + 0.5) * cell - bar / 2;
    context.fillStyle = theme.shade;
    context.fillRect(0, top, widthPx, bar);
    context.fillStyle = theme.spike;
    context.fillRect(0, top, Math.max(0, Math.min(1, value)) * widthPx, bar);
  });
}
