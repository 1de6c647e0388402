/** Arrows of a backward pass over a raster, from later errors to the spikes that take them over. */
import { withAlpha } from '../colour/rgb.ts';
import type { RasterCanvas } from '../raster/createRaster.ts';
import type { ShownArrow, ShownPlace } from './rasterErrors.ts';
import { xOfStep, yOfNeuron } from './places.ts';

const THINNEST_PX = 0.75;
const THICKEST_PX = 3;
const HEAD_PX = 7;

/** Thickness by size among the arrows between the same two layers; dashed where the error is negative. */
export function paintArrows(canvas: RasterCanvas, arrows: readonly ShownArrow[]): void {
  const limits = new Map<string, number>();
  const between = ({ from, to }: ShownArrow): string => `${from.layerId}/${to.layerId}`;
  for (const arrow of arrows) {
    const key = between(arrow);
    limits.set(key, Math.max(limits.get(key) ?? 0, Math.abs(arrow.error)));
  }
  for (const arrow of arrows) {
    const limit = limits.get(between(arrow)) ?? 0;
    paintArrow(canvas, arrow, limit > 0 ? arrow.error / limit : 0);
  }
}

function paintArrow(canvas: RasterCanvas, { from, to }: ShownArrow, share: number): void {
  const start = pointOf(canvas, from, to.time);
  const end = pointOf(canvas, to, from.time);
  if (start === null || end === null) return;
  const { context, theme } = canvas.frame;
  const size = Math.abs(share);
  const colour = withAlpha(share > 0 ? theme.positive : theme.negative, 0.35 + 0.6 * size);
  // Bent, so that arrows at one step do not hide each other.
  const middle = { x: (start.x + end.x) / 2 - 14, y: (start.y + end.y) / 2 };
  const angle = Math.atan2(end.y - middle.y, end.x - middle.x);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = THINNEST_PX + (THICKEST_PX - THINNEST_PX) * size;
  context.setLineDash(share < 0 ? [5, 3] : []);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.quadraticCurveTo(middle.x, middle.y, end.x, end.y);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(end.x, end.y);
  for (const turn of [0.4, -0.4]) {
    context.lineTo(
      end.x - HEAD_PX * Math.cos(angle + turn),
      end.y - HEAD_PX * Math.sin(angle + turn),
    );
  }
  context.fill();
}

/** A place without time lies at that of the arrow's other end, or in the middle. */
function pointOf(
  canvas: RasterCanvas,
  { layerId, neuron, time }: ShownPlace,
  otherTime: number | null,
): { x: number; y: number } | null {
  const band = canvas.band(layerId);
  if (band === null || neuron === null) return null;
  return { x: xOfStep(canvas, time ?? otherTime ?? canvas.steps / 2), y: yOfNeuron(band, neuron) };
}
