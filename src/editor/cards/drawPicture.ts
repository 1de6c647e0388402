/** Draws a card's picture on its canvas. */
import { drawFeatureMaps } from '#plots/miniatures/drawFeatureMaps.ts';
import { drawMiniClassBars } from '#plots/miniatures/drawMiniBars.ts';
import { drawMiniDecision } from '#plots/miniatures/drawMiniDecision.ts';
import { drawMiniImage } from '#plots/miniatures/drawMiniImage.ts';
import { drawMiniNeurons } from '#plots/miniatures/drawMiniNeurons.ts';
import { drawMiniRaster } from '#plots/miniatures/drawMiniRaster.ts';
import { beginMiniature } from '#plots/miniatures/miniFrame.ts';
import type { PlotTheme } from '#plots/theme.ts';
import type { CardPicture } from './activity.ts';

/** Feature maps beyond this many would be too small to see. */
export const MAPS_SHOWN = 32;

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
    case 'neurons':
      drawMiniNeurons(canvas, picture, theme);
      return;
    case 'scores':
      drawMiniClassBars(canvas, picture, theme);
      return;
    case 'decision':
      drawMiniDecision(canvas, picture, theme);
      return;
    case 'values':
      drawValues(canvas, picture, theme);
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

const MARGIN_PX = 8;

/** One level meter per input, 0..1: constant currents of a short list, beside the point they stand for. */
function drawValues(
  canvas: HTMLCanvasElement,
  { values, point }: Extract<CardPicture, { kind: 'values' }>,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const side = heightPx - 2 * MARGIN_PX;
  const left = point === null ? MARGIN_PX : 2 * MARGIN_PX + side;
  const length = widthPx - left - MARGIN_PX;
  const cell = side / values.length;
  const bar = Math.max(1, Math.min(cell * 0.5, 10));
  values.forEach((value, index) => {
    const top = MARGIN_PX + (index + 0.5) * cell - bar / 2;
    context.fillStyle = theme.shade;
    context.fillRect(left, top, length, bar);
    context.fillStyle = theme.spike;
    context.fillRect(left, top, Math.max(0, Math.min(1, value)) * length, bar);
  });
  if (point === null) return;
  const x = MARGIN_PX + point.x * side;
  const y = MARGIN_PX + (1 - point.y) * side;
  context.strokeStyle = theme.shadeLine;
  context.strokeRect(MARGIN_PX + 0.5, MARGIN_PX + 0.5, side - 1, side - 1);
  context.beginPath();
  context.moveTo(x, MARGIN_PX);
  context.lineTo(x, MARGIN_PX + side);
  context.moveTo(MARGIN_PX, y);
  context.lineTo(MARGIN_PX + side, y);
  context.stroke();
  context.fillStyle = theme.spike;
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fill();
}
