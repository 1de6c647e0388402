import type { Frame } from './surface.ts';

export interface TextStyle {
  sizePx?: number;
  weight?: number;
  colour?: string;
  align?: CanvasTextAlign;
  baseline?: CanvasTextBaseline;
  /** Quarter turns counter-clockwise: 1 reads upwards. */
  turns?: number;
  /** Longest text in pixels; longer text is cut with an ellipsis. */
  maxPx?: number;
  serifItalic?: boolean;
}

/** What text is drawn in, for measuring it before. */
export function textFont({ fontSans }: Frame['theme'], weight = 400): string {
  return `${weight} 12px ${fontSans}`;
}

/** Draws one line of text and returns its width in pixels. */
export function drawText(
  { context, theme }: Frame,
  text: string,
  xPx: number,
  yPx: number,
  style: TextStyle = {},
): number {
  const family = style.serifItalic ? theme.fontSerif : theme.fontSans;
  context.font = `${style.serifItalic ? 'italic ' : ''}${style.weight ?? 400} ${style.sizePx ?? 12}px ${family}`;
  context.fillStyle = style.colour ?? theme.ink;
  context.textAlign = style.align ?? 'left';
  context.textBaseline = style.baseline ?? 'alphabetic';
  const shown = style.maxPx === undefined ? text : cutToWidth(context, text, style.maxPx);
  if (style.turns) {
    context.save();
    context.translate(xPx, yPx);
    context.rotate((-style.turns * Math.PI) / 2);
    context.fillText(shown, 0, 0);
    context.restore();
  } else {
    context.fillText(shown, xPx, yPx);
  }
  return context.measureText(shown).width;
}

function cutToWidth(context: CanvasRenderingContext2D, text: string, maxPx: number): string {
  if (context.measureText(text).width <= maxPx) return text;
  let length = text.length - 1;
  while (length > 0 && context.measureText(`${text.slice(0, length)}…`).width > maxPx) length -= 1;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** Draws a small label on an opaque rounded ground next to a point, kept inside the frame. */
export function drawTag(frame: Frame, text: string, xPx: number, yPx: number): void {
  const { context, theme, widthPx, heightPx } = frame;
  context.font = `500 12px ${theme.fontSans}`;
  const width = Math.ceil(context.measureText(text).width) + 16;
  const height = 24;
  let left = xPx + 12;
  if (left + width > widthPx - 2) left = xPx - 12 - width;
  left = Math.max(2, Math.min(left, widthPx - width - 2));
  const top = Math.max(2, Math.min(yPx - height - 8, heightPx - height - 2));
  context.beginPath();
  context.roundRect(left + 0.5, top + 0.5, width, height, 6);
  context.fillStyle = theme.surface;
  context.fill();
  context.strokeStyle = theme.axisLine;
  context.lineWidth = 1;
  context.stroke();
  drawText(frame, text, left + 8, top + height / 2 + 1, { weight: 500, baseline: 'middle' });
}
