import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import type { Frame } from '../surface/surface.ts';

const SHAPES = [
  symbolCircle,
  symbolTriangle,
  symbolSquare,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
] as const;

/** Half the side of a sprite, px: the largest marker with its outline. */
const HALF_PX = 8;

/** Markers drawn once per look; stroking a thousand paths per redraw costs a frame. */
const sprites = new Map<string, HTMLCanvasElement>();

function sprite(frame: Frame, label: number, size: number): HTMLCanvasElement {
  const { theme, scale } = frame;
  const fill = theme.categories[label % theme.categories.length] ?? theme.ink;
  const key = [label % SHAPES.length, size, scale, fill, theme.spike].join();
  const known = sprites.get(key);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(2 * HALF_PX * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  context.scale(scale, scale);
  context.translate(HALF_PX, HALF_PX);
  context.beginPath();
  symbol(SHAPES[label % SHAPES.length], size).context(context)();
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = theme.spike;
  context.lineWidth = 1;
  context.stroke();
  sprites.set(key, canvas);
  return canvas;
}

/** Draws the marker of a class, shape and colour both telling which; `size` is its area in px². */
export function drawMarker(
  frame: Frame,
  label: number,
  xPx: number,
  yPx: number,
  size: number,
): void {
  const image = sprite(frame, label, size);
  const { context, scale } = frame;
  // On whole device pixels, or the sprite blurs.
  const leftPx = Math.round((xPx - HALF_PX) * scale) / scale;
  const topPx = Math.round((yPx - HALF_PX) * scale) / scale;
  context.drawImage(image, leftPx, topPx, image.width / scale, image.height / scale);
}
