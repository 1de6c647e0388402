import { scaleFromStops } from '../colour/ramps.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';
import { cellOf, neuronGrid } from './neuronGrid.ts';

export interface MiniNeuronsData {
  /** Spikes of each neuron in the presentation. */
  readonly counts: Float32Array;
}

/** Share of its cell that a dot takes. */
const DOT = 0.38;
/** Smaller rings would be blots. */
const LEAST_RING_PX = 2.5;

/** A layer's neurons as dots: the more spikes, the larger and brighter; silent ones are rings. */
export function drawMiniNeurons(
  canvas: HTMLCanvasElement,
  { counts }: MiniNeuronsData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const grid = neuronGrid(counts.length, widthPx, heightPx);
  const colourOf = scaleFromStops(theme.sequential);
  const most = counts.reduce((largest, count) => Math.max(largest, count), 1);
  context.lineWidth = 1;
  context.strokeStyle = theme.shadeLine;
  counts.forEach((count, neuron) => {
    const { leftPx, topPx, widthPx: side } = cellOf(grid, neuron);
    const share = count / most;
    context.beginPath();
    context.arc(
      leftPx + side / 2,
      topPx + side / 2,
      side * DOT * (count === 0 ? 0.6 : 0.5 + share / 2),
      0,
      2 * Math.PI,
    );
    if (count > 0) {
      context.fillStyle = colourOf(share);
      context.fill();
    } else if (side * DOT >= LEAST_RING_PX) context.stroke();
  });
}
