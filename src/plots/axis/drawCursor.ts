import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { withAlpha } from '../colour/rgb.ts';
import type { AxisLink, AxisWindow } from './axisLink.ts';

/** Draws the shared cursor and the stretch being dragged over an area. */
export function drawCursor(
  frame: Frame,
  area: Area,
  link: AxisLink,
  brush: AxisWindow | null,
): void {
  const { context, theme } = frame;
  const { start, end } = link.window();
  const x = (value: number): number =>
    area.leftPx + ((value - start) / (end - start)) * area.widthPx;
  if (brush) {
    const left = Math.max(x(brush.start), area.leftPx);
    const right = Math.min(x(brush.end), area.leftPx + area.widthPx);
    context.fillStyle = withAlpha(theme.accent, 0.16);
    context.fillRect(left, area.topPx, right - left, area.heightPx);
    context.fillStyle = theme.accent;
    context.fillRect(left, area.topPx, 1, area.heightPx);
    context.fillRect(right - 1, area.topPx, 1, area.heightPx);
  }
  const cursor = link.cursor();
  if (cursor === null || cursor < start || cursor > end) return;
  context.fillStyle = theme.accent;
  context.fillRect(Math.round(x(cursor)), area.topPx, 1, area.heightPx);
}
