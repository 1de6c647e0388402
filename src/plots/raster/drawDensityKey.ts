import type { Ramp } from '../colour/ramps.ts';
import { formatCount } from '../axis/formatValue.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import { densityColours } from './paintBand.ts';

const SWATCHES = 5;
const SWATCH_PX = 10;
/** Narrower plots have no room for the words beside the title of the axis. */
const NARROW_PX = 640;

/** Says that density is shown, with the colours of 1 to the largest count, at the end of the axis title's line. */
export function drawDensityKey(frame: Frame, axisArea: Area, ramp: Ramp, max: number): void {
  const { context, theme, widthPx } = frame;
  const y = axisArea.topPx + axisArea.heightPx + 28;
  const style = { baseline: 'middle', colour: theme.inkSoft, align: 'right' } as const;
  const shades = densityColours(max, ramp);
  let x = widthPx - 8;
  x -= drawText(frame, formatCount(max), x, y, style) + 4;
  for (let i = SWATCHES - 1; i >= 0; i -= 1) {
    const colour = shades[Math.round(1 + ((max - 1) * i) / (SWATCHES - 1))]!;
    x -= SWATCH_PX;
    context.fillStyle = `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
    context.fillRect(x, y - 5, SWATCH_PX, 10);
  }
  x -= 4;
  x -= drawText(frame, '1', x, y, style) + 8;
  const words = widthPx < NARROW_PX ? messages.densityShort : messages.density;
  drawText(frame, words, x, y, style);
}
