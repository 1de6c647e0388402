import type { PlotTheme } from '../theme.ts';
import { drawText } from './text.ts';
import type { Frame } from './surface.ts';

const MARGIN_PX = 16;
const TITLE_HEIGHT_PX = 40;
const FOOTNOTE_HEIGHT_PX = 28;

/** A plot on a page of its own: a title above it, and a line below that says where it is from. */
export interface Sheet {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: PlotTheme;
  readonly title: string;
  readonly footnote: string | undefined;
  draw(frame: Frame): void;
}

export function sheetSize({
  widthPx,
  heightPx,
  footnote,
}: Sheet): [widthPx: number, heightPx: number] {
  const footPx = footnote ? FOOTNOTE_HEIGHT_PX : 0;
  return [widthPx + 2 * MARGIN_PX, heightPx + TITLE_HEIGHT_PX + MARGIN_PX + footPx];
}

/** Draws the sheet on an opaque ground. @param scale pixels of the file per CSS pixel */
export function drawSheet(context: CanvasRenderingContext2D, sheet: Sheet, scale: number): void {
  const { widthPx, heightPx, theme, title, footnote } = sheet;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, ...sheetSize(sheet));
  const frame: Frame = { context, widthPx, heightPx, scale, theme };
  drawText(frame, title, MARGIN_PX, 24, { sizePx: 16, weight: 650, baseline: 'middle' });
  if (footnote) {
    drawText(frame, footnote, MARGIN_PX, TITLE_HEIGHT_PX + heightPx + MARGIN_PX, {
      colour: theme.inkSoft,
      baseline: 'middle',
    });
  }
  context.translate(MARGIN_PX, TITLE_HEIGHT_PX);
  sheet.draw(frame);
}
