import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText, textFont } from '../surface/text.ts';

/** The part of a d3 scale that an axis needs: value to pixels, and its ticks on 1-2-5 steps. */
export interface AxisScale {
  (value: number): number;
  ticks(count?: number): number[];
  tickFormat(count?: number): (value: number) => string;
}

export interface AxisStyle {
  title?: string;
  /** Hairlines across the area. */
  grid?: boolean;
  /** Wanted distance between ticks, px. */
  spacingPx?: number;
  format?(value: number): string;
}

const NUMBER_GAP_PX = 6;
/** A title may be a little longer than its axis. */
const TITLE_OVER_PX = 24;

/** A crisp 1-px line at the pixel grid. */
function hairline({ context, scale }: Frame, x0: number, y0: number, x1: number, y1: number): void {
  const half = scale === 1 ? 0.5 : 0;
  context.beginPath();
  context.moveTo(Math.round(x0) + half, Math.round(y0) + half);
  context.lineTo(Math.round(x1) + half, Math.round(y1) + half);
  context.stroke();
}

/** Ticks, numbers and title below an area; returns nothing. The title sits at the right end, under the numbers' line. */
export function drawBottomAxis(
  frame: Frame,
  area: Area,
  scale: AxisScale,
  style: AxisStyle = {},
): void {
  const { context, theme } = frame;
  const bottom = area.topPx + area.heightPx;
  const right = area.leftPx + area.widthPx;
  const count = Math.max(2, Math.floor(area.widthPx / (style.spacingPx ?? 88)));
  const print = style.format ?? scale.tickFormat(count);
  context.lineWidth = 1;
  if (style.grid) {
    context.strokeStyle = theme.hairline;
    for (const tick of scale.ticks(count))
      hairline(frame, scale(tick), area.topPx, scale(tick), bottom);
  }
  context.strokeStyle = theme.axisLine;
  hairline(frame, area.leftPx, bottom, right, bottom);
  let freePx = -Infinity;
  for (const tick of scale.ticks(count)) {
    const x = scale(tick);
    hairline(frame, x, bottom, x, bottom + 4);
    const text = print(tick);
    context.font = textFont(theme);
    const width = context.measureText(text).width;
    const left = x > right - 8 ? x - width : x < area.leftPx + 8 ? x : x - width / 2;
    // A number that would run into the one before it says less than none.
    if (text === '' || left < freePx) continue;
    drawText(frame, text, left, bottom + 16, { colour: theme.inkSoft });
    freePx = left + width + NUMBER_GAP_PX;
  }
  if (style.title) {
    // In the middle of the axis, or of the picture where the words are longer than it.
    context.font = textFont(theme);
    const half = Math.min(context.measureText(style.title).width, frame.widthPx - 8) / 2;
    const middle = area.leftPx + area.widthPx / 2;
    const x = Math.max(4 + half, Math.min(frame.widthPx - 4 - half, middle));
    drawText(frame, style.title, x, bottom + 32, { align: 'center', maxPx: frame.widthPx - 8 });
  }
}

/** Ticks and numbers left of an area, with a title that reads upwards. `titleXPx` is the title's baseline. */
export function drawLeftAxis(
  frame: Frame,
  area: Area,
  scale: AxisScale,
  style: AxisStyle & { titleXPx?: number } = {},
): void {
  const { context, theme } = frame;
  const right = area.leftPx + area.widthPx;
  const count = Math.max(2, Math.floor(area.heightPx / (style.spacingPx ?? 40)));
  const print = style.format ?? scale.tickFormat(count);
  context.lineWidth = 1;
  const ticks = scale.ticks(count);
  const texts = withoutIdleZeros(ticks.map(print));
  ticks.forEach((tick, index) => {
    const y = scale(tick);
    if (style.grid) {
      context.strokeStyle = tick === 0 ? theme.zeroLine : theme.hairline;
      hairline(frame, area.leftPx, y, right, y);
    }
    drawText(frame, texts[index] ?? '', area.leftPx - 8, y, {
      align: 'right',
      baseline: 'middle',
      colour: theme.inkSoft,
    });
  });
  if (style.title) {
    drawText(frame, style.title, style.titleXPx ?? 14, area.topPx + area.heightPx / 2, {
      align: 'center',
      turns: 1,
      maxPx: area.heightPx + TITLE_OVER_PX,
    });
  }
}

/** "80.0 %" beside "60.0 %" is "80 %" beside "60 %": an axis has little room. */
function withoutIdleZeros(texts: readonly string[]): readonly string[] {
  const idle = /\.0+(?=\D*$)/;
  return texts.every((text) => idle.test(text))
    ? texts.map((text) => text.replace(idle, ''))
    : texts;
}
