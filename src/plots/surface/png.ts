import type { PlotTheme } from '../theme.ts';
import { drawText } from './text.ts';
import type { Frame } from './surface.ts';

const EXPORT_SCALE = 2;
const MARGIN_PX = 16;
const TITLE_HEIGHT_PX = 40;
const FOOTNOTE_HEIGHT_PX = 28;

interface PngOptions {
  widthPx: number;
  heightPx: number;
  theme: PlotTheme;
  title: string;
  footnote: string | undefined;
  draw(frame: Frame): void;
}

/** Draws a plot again at twice its size on an opaque ground, with a title above and an optional line below. */
export function pngOf(options: PngOptions): Promise<Blob> {
  const { widthPx, heightPx, theme, title, footnote } = options;
  const canvas = document.createElement('canvas');
  const footPx = footnote ? FOOTNOTE_HEIGHT_PX : 0;
  canvas.width = (widthPx + 2 * MARGIN_PX) * EXPORT_SCALE;
  canvas.height = (heightPx + TITLE_HEIGHT_PX + MARGIN_PX + footPx) * EXPORT_SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2-D canvas in this browser.');
  context.scale(EXPORT_SCALE, EXPORT_SCALE);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const frame: Frame = { context, widthPx, heightPx, scale: EXPORT_SCALE, theme };
  drawText(frame, title, MARGIN_PX, 24, { sizePx: 16, weight: 650, baseline: 'middle' });
  if (footnote) {
    drawText(frame, footnote, MARGIN_PX, TITLE_HEIGHT_PX + heightPx + MARGIN_PX, {
      colour: theme.inkSoft,
      baseline: 'middle',
    });
  }
  context.translate(MARGIN_PX, TITLE_HEIGHT_PX);
  options.draw(frame);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else
        reject(
          new Error(
            `The browser could not encode a picture of ${canvas.width} × ${canvas.height} pixels.`,
          ),
        );
    }, 'image/png');
  });
}
