/** Spikes before and after an update over a raster: moved ones as arrows, new ones filled, lost ones hollow. */
import type { RasterPainter } from '../raster/createRaster.ts';
import { withAlpha } from '../colour/rgb.ts';
import { xOfStep, yOfNeuron } from './places.ts';

export interface ShownChange {
  readonly layerId: string;
  readonly neuron: number;
  /** Steps; null for a spike that was not there before, or is not there after. */
  readonly before: number | null;
  readonly after: number | null;
}

const MARK_PX = 4;

export function createGhostPainter(changes: readonly ShownChange[]): RasterPainter {
  return (canvas) => {
    const { frame, plot } = canvas;
    const { context, theme } = frame;
    context.save();
    context.beginPath();
    context.rect(plot.leftPx, plot.topPx, plot.widthPx, plot.heightPx);
    context.clip();
    context.lineWidth = 1.5;
    for (const { layerId, neuron, before, after } of changes) {
      const band = canvas.band(layerId);
      if (band === null) continue;
      const y = yOfNeuron(band, neuron);
      const from = before === null ? null : xOfStep(canvas, before);
      const to = after === null ? null : xOfStep(canvas, after);
      context.beginPath();
      if (from !== null && to !== null) {
        context.strokeStyle = theme.accent;
        context.moveTo(from, y - MARK_PX);
        context.lineTo(from, y + MARK_PX);
        context.moveTo(from, y);
        context.lineTo(to, y);
        context.stroke();
        const head = Math.sign(to - from) * MARK_PX;
        context.beginPath();
        context.moveTo(to, y);
        context.lineTo(to - head, y - MARK_PX);
        context.lineTo(to - head, y + MARK_PX);
        context.fillStyle = theme.accent;
        context.fill();
      } else if (to !== null) {
        context.arc(to, y, MARK_PX, 0, 2 * Math.PI);
        context.fillStyle = withAlpha(theme.positive, 0.85);
        context.fill();
      } else if (from !== null) {
        context.arc(from, y, MARK_PX, 0, 2 * Math.PI);
        context.strokeStyle = theme.negative;
        context.stroke();
      }
    }
    context.restore();
  };
}
