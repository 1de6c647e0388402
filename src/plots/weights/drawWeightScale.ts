import { scaleLinear } from 'd3-scale';
import { drawLeftAxis } from '../axis/drawAxis.ts';
import { formatCount } from '../axis/formatValue.ts';
import type { Ramp } from '../colour/ramps.ts';
import { withAlpha } from '../colour/rgb.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import { passingPixelImage } from '../surface/pixelImage.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';

const BAR_PX = 10;

/** Colour scale and histogram on one vertical weight axis: the highest value at the top. */
export function drawWeightScale(
  frame: Frame,
  area: Area,
  ramp: Ramp,
  limit: number,
  counts: Uint32Array,
): void {
  const { context, theme } = frame;
  const bottom = area.topPx + area.heightPx;
  const scale = scaleLinear().domain([-limit, limit]).range([bottom, area.topPx]);
  drawLeftAxis(frame, area, scale, {
    title: messages.weight,
    titleXPx: area.leftPx - 48,
    // A low scale would be left with its zero alone.
    spacingPx: area.heightPx < 160 ? 24 : 36,
  });
  const bar = passingPixelImage(1, ramp.length, (pixels) => pixels.set([...ramp].reverse()));
  context.drawImage(bar.canvas, area.leftPx, area.topPx, BAR_PX, area.heightPx);
  context.strokeStyle = theme.axisLine;
  context.lineWidth = 1;
  context.strokeRect(area.leftPx + 0.5, area.topPx + 0.5, BAR_PX - 1, area.heightPx - 1);
  const most = Math.max(1, ...counts);
  const height = area.heightPx / counts.length;
  const left = area.leftPx + BAR_PX + 6;
  const room = area.leftPx + area.widthPx - left;
  context.fillStyle = withAlpha(theme.inkSoft, 0.75);
  counts.forEach((count, bin) => {
    const top = bottom - (bin + 1) * height;
    context.fillRect(left, top + 0.5, (count / most) * room, Math.max(1, height - 1));
  });
  drawText(frame, formatCount(most), left + room, bottom + 16, {
    align: 'right',
    colour: theme.inkSoft,
  });
  drawText(frame, messages.connections, left + room, bottom + 32, { align: 'right' });
}
