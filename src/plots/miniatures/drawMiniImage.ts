import { parseRgb } from '../colour/rgb.ts';
import { paintImage } from '../sample/paintImage.ts';
import type { ImageValues } from '../sample/paintImage.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { PlotTheme } from '../theme.ts';
import { beginMiniature } from './miniFrame.ts';

/** An image centred on the canvas, unstretched. */
export function drawMiniImage(
  canvas: HTMLCanvasElement,
  data: ImageValues,
  theme: PlotTheme,
): void {
  const { context, widthPx, heightPx } = beginMiniature(canvas, theme);
  const image = passingPixelImage(data.width, data.height, (pixels) => {
    paintImage(data, parseRgb(theme.sunken), parseRgb(theme.spike), pixels);
  });
  const scale = Math.min(widthPx / data.width, heightPx / data.height);
  const width = data.width * scale;
  const height = data.height * scale;
  context.imageSmoothingEnabled = false;
  context.drawImage(image.canvas, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
}
