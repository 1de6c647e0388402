import { rampFromStops, sequentialIndex } from '../colour/ramps.ts';
import { cssOf, inkOn } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { SweepData, SweepOptions } from './sweepData.ts';
import { axisTitle, rangeOf, tickText } from './sweepData.ts';

const LEFT_PX = 84;
const RIGHT_PX = 96;
const TOP_PX = 12;
const BOTTOM_PX = 48;
const KEY_PX = 14;
/** Less room shows colours alone. */
const TEXT_PX = 44;

export function layoutHeatMap(widthPx: number, heightPx: number): Area {
  return {
    leftPx: LEFT_PX,
    topPx: TOP_PX,
    widthPx: Math.max(16, widthPx - LEFT_PX - RIGHT_PX),
    heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
  };
}

/** First axis to the right, second upwards; a cell that is not done stays empty. */
export function drawHeatMap(frame: Frame, data: SweepData, options: SweepOptions): void {
  const { context, theme, widthPx, heightPx } = frame;
  const [x, y] = data.axes;
  if (x === undefined || y === undefined) return;
  const area = layoutHeatMap(widthPx, heightPx);
  const cellWidthPx = area.widthPx / x.values.length;
  const cellHeightPx = area.heightPx / y.values.length;
  const [low, high] = rangeOf(data) ?? [0, 1];
  const ramp = rampFromStops(theme.sequential);
  const colourOf = (value: number): string =>
    cssOf(ramp[sequentialIndex(value - low, high - low)] ?? 0);
  for (const { place, mean } of data.points) {
    const [column = 0, row = 0] = place;
    const leftPx = area.leftPx + column * cellWidthPx;
    const topPx = area.topPx + area.heightPx - (row + 1) * cellHeightPx;
    context.fillStyle = mean === null ? theme.sunken : colourOf(mean);
    context.fillRect(leftPx + 0.5, topPx + 0.5, cellWidthPx - 1, cellHeightPx - 1);
    if (mean === null || cellWidthPx < TEXT_PX || cellHeightPx < 18) continue;
    drawText(frame, options.format(mean), leftPx + cellWidthPx / 2, topPx + cellHeightPx / 2, {
      align: 'center',
      baseline: 'middle',
      colour: inkOn(ramp[sequentialIndex(mean - low, high - low)] ?? 0),
    });
  }
  const everyX = Math.ceil(56 / cellWidthPx);
  x.values.forEach((value, column) => {
    if (column % everyX !== 0) return;
    const at = area.leftPx + (column + 0.5) * cellWidthPx;
    drawText(frame, tickText(value), at, area.topPx + area.heightPx + 14, {
      align: 'center',
      colour: theme.inkSoft,
    });
  });
  const everyY = Math.ceil(16 / cellHeightPx);
  y.values.forEach((value, row) => {
    if (row % everyY !== 0) return;
    const at = area.topPx + area.heightPx - (row + 0.5) * cellHeightPx;
    drawText(frame, tickText(value), area.leftPx - 8, at, {
      align: 'right',
      baseline: 'middle',
      colour: theme.inkSoft,
    });
  });
  drawText(frame, axisTitle(x), area.leftPx + area.widthPx / 2, heightPx - 8, {
    align: 'center',
    colour: theme.inkSoft,
  });
  context.save();
  context.translate(14, area.topPx + area.heightPx / 2);
  context.rotate(-Math.PI / 2);
  drawText(frame, axisTitle(y), 0, 0, { align: 'center', colour: theme.inkSoft });
  context.restore();
  drawKey(frame, area, [low, high], ramp, options);
}

/** The colour scale with both ends. */
function drawKey(
  frame: Frame,
  area: Area,
  [low, high]: readonly [number, number],
  ramp: Uint32Array,
  options: SweepOptions,
): void {
  const { context, theme } = frame;
  const leftPx = area.leftPx + area.widthPx + 16;
  for (let i = 0; i < area.heightPx; i++) {
    const share = 1 - i / area.heightPx;
    context.fillStyle = cssOf(ramp[Math.round(share * 255)] ?? 0);
    context.fillRect(leftPx, area.topPx + i, KEY_PX, 1.5);
  }
  const textPx = leftPx + KEY_PX + 6;
  drawText(frame, options.format(high), textPx, area.topPx + 6, { baseline: 'middle' });
  drawText(frame, options.format(low), textPx, area.topPx + area.heightPx - 6, {
    baseline: 'middle',
  });
  context.save();
  context.translate(textPx + 12, area.topPx + area.heightPx / 2);
  context.rotate(-Math.PI / 2);
  drawText(frame, options.valueTitle, 0, 0, { align: 'center', colour: theme.inkSoft });
  context.restore();
}
