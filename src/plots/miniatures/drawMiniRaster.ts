import { rampFromStops } from '../colour/ramps.ts';
import { packRgb, parseRgb } from '../colour/rgb.ts';
import { paintBand } from '../raster/paintBand.ts';
import type { BandMode } from '../raster/paintBand.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';

export interface MiniRasterData {
  /** Number of neurons. */
  size: number;
  /** Length of the presentation. */
  steps: number;
  neurons: Uint32Array;
  times: Float32Array;
}

/** A layer's spikes without axes: time to the right, neuron 0 at the top; ticks, or density where they would merge. */
export function drawMiniRaster(
  canvas: HTMLCanvasElement,
  data: MiniRasterData,
  theme: PlotTheme,
): BandMode {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  let mode: BandMode = 'ticks';
  const scale = canvas.width / widthPx;
  const image = passingPixelImage(canvas.width, canvas.height, (pixels) => {
    pixels.fill(packRgb(parseRgb(theme.sunken)));
    ({ mode } = paintBand(
      { pixels, stride: canvas.width, topPx: 0, heightPx: canvas.height, size: data.size },
      data,
      {
        startStep: 0,
        pxPerStep: canvas.width / data.steps,
        leastPx: Math.max(1, Math.round(scale)),
      },
      { spike: packRgb(parseRgb(theme.spike)), ramp: rampFromStops(theme.sequential) },
    ));
  });
  context.drawImage(image.canvas, 0, 0, widthPx, heightPx);
  return mode;
}
