import { withAlpha } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';
import type { PlacedPicture } from './neuronPlace.ts';
import { neuronPlace } from './neuronPlace.ts';

export interface SpikesNowData {
  /** Length of the presentation. */
  readonly steps: number;
  /** The moment that is shown, in steps. */
  readonly at: number;
  /** Steps for which a spike stays lit; it fades on the way. */
  readonly glowSteps: number;
  /** The spikes that are lit. */
  readonly neurons: Uint32Array;
  readonly times: Float32Array;
}

/** What has not happened yet is nearly out of sight, and what pictures sum over time steps back. */
const VEIL = { future: 0.82, sums: 0.6 };
/** A row of a raster may be less than a pixel high. */
const LEAST_PX = 3;
/** Radius of a lit dot as a share of its cell. */
const DOT = 0.4;

/**
 * Over the miniature of a layer: the neurons that fire at a moment. A raster also shows where in time
 * that is, with a veil over what is still to come.
 */
export function drawSpikesNow(
  canvas: HTMLCanvasElement,
  picture: PlacedPicture,
  { steps, at, glowSteps, neurons, times }: SpikesNowData,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const isRaster = picture.kind === 'raster';
  const xOf = (step: number): number => (step / steps) * widthPx;
  if (isRaster) {
    // The spike of a step is as wide as the step.
    const nowPx = xOf(Math.min(steps, at + 1));
    context.fillStyle = withAlpha(theme.sunken, VEIL.future);
    context.fillRect(nowPx, 0, widthPx - nowPx, heightPx);
    context.fillStyle = theme.accent;
    context.fillRect(Math.round(xOf(at)), 0, 1, heightPx);
  } else {
    context.fillStyle = withAlpha(theme.sunken, VEIL.sums);
    context.fillRect(0, 0, widthPx, heightPx);
  }
  for (let i = 0; i < neurons.length; i += 1) {
    const place = neuronPlace(picture, neurons[i]!, widthPx, heightPx);
    if (place === null) continue;
    const light = Math.max(0, 1 - Math.max(0, at - times[i]!) / glowSteps);
    context.fillStyle = withAlpha(theme.accent, light);
    if (isRaster) {
      const width = Math.max(LEAST_PX, xOf(1));
      context.fillRect(xOf(times[i]!), place.topPx, width, place.heightPx);
    } else if (picture.kind === 'neurons') fillDot(context, place);
    else context.fillRect(place.leftPx, place.topPx, place.widthPx, place.heightPx);
  }
}

function fillDot(
  context: CanvasRenderingContext2D,
  { leftPx, topPx, widthPx, heightPx }: Area,
): void {
  context.beginPath();
  context.arc(leftPx + widthPx / 2, topPx + heightPx / 2, DOT * widthPx, 0, 2 * Math.PI);
  context.fill();
}
