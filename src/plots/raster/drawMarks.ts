/** Marks over a raster: neurons that are selected, and what the pointer or the keys rest on. */
import { withAlpha } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import type { RasterPoint } from './rasterData.ts';
import type { Band } from './rasterLayout.ts';

/** A tint along the neuron's row and an arrowhead at its index. */
export function markNeuron(
  { context, theme }: Frame,
  plot: Area,
  band: Band,
  neuron: number,
): void {
  const rowHeight = band.heightPx / band.size;
  const top = band.topPx + neuron * rowHeight;
  context.fillStyle = withAlpha(theme.accent, 0.2);
  context.fillRect(plot.leftPx, top, plot.widthPx, Math.max(2, rowHeight));
  context.fillStyle = theme.accent;
  const middle = top + rowHeight / 2;
  context.beginPath();
  context.moveTo(plot.leftPx, middle);
  context.lineTo(plot.leftPx - 6, middle - 3.5);
  context.lineTo(plot.leftPx - 6, middle + 3.5);
  context.fill();
}

/** Where a neuron's row lies, and its spike; null for a spike that is not shown. */
export interface MarkedPlace {
  readonly band: Band;
  readonly xPx: number | null;
  readonly yPx: number;
}

/** A line along the row of a neuron, and a ring around its spike. */
export function markPoint(
  { context, theme }: Frame,
  plot: Area,
  { xPx, yPx }: MarkedPlace,
  { spikeStep }: Pick<RasterPoint, 'spikeStep'>,
): void {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(plot.leftPx, Math.round(yPx) + 0.5);
  context.lineTo(plot.leftPx + plot.widthPx, Math.round(yPx) + 0.5);
  context.stroke();
  context.setLineDash([]);
  if (spikeStep === null || xPx === null) return;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(xPx, yPx, 6, 0, 2 * Math.PI);
  context.stroke();
}
