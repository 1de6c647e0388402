import { scaleLinear, scaleLog } from 'd3-scale';
import type { AxisScale } from '../axis/drawAxis.ts';
import { drawLeftAxis } from '../axis/drawAxis.ts';
import { drawLine } from '../axis/drawLine.ts';
import { withAlpha } from '../colour/rgb.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { SweepAxisData, SweepData, SweepOptions } from './sweepData.ts';
import { axisTitle, tickText } from './sweepData.ts';

const LEFT_PX = 72;
const RIGHT_PX = 24;
const TOP_PX = 12;
const BOTTOM_PX = 44;
const CAP_PX = 5;
const DOT_PX = 4;
/** Least distance of two numbers under the axis. */
const LABEL_PX = 56;

export function layoutErrorLines(widthPx: number, heightPx: number): Area {
  return {
    leftPx: LEFT_PX,
    topPx: TOP_PX,
    widthPx: Math.max(16, widthPx - LEFT_PX - RIGHT_PX),
    heightPx: Math.max(16, heightPx - TOP_PX - BOTTOM_PX),
  };
}

/** Where values of the axis lie. */
export function errorLinesScale(axis: SweepAxisData, area: Area): AxisScale {
  const ends = [Math.min(...axis.values), Math.max(...axis.values)];
  const [low = 0, high = 1] = ends;
  const domain = low === high ? [low - 1, high + 1] : ends;
  const range = [area.leftPx + 8, area.leftPx + area.widthPx - 8];
  return axis.scale === 'log' && low > 0 && low < high
    ? scaleLog().domain(domain).range(range)
    : scaleLinear().domain(domain).range(range);
}

/** The mean over seeds with its standard deviation, and each seed as a faint dot. */
export function drawErrorLines(frame: Frame, data: SweepData, options: SweepOptions): void {
  const { context, theme } = frame;
  const [axis] = data.axes;
  if (axis === undefined) return;
  const area = layoutErrorLines(frame.widthPx, frame.heightPx);
  const x = errorLinesScale(axis, area);
  const all = data.points.flatMap(({ values, mean, deviation }) =>
    mean === null ? [] : [...values, mean - deviation, mean + deviation],
  );
  const [low, high] = all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)];
  const air = 0.08 * (high - low) || 0.05 * Math.abs(high) || 0.1;
  const y = scaleLinear()
    .domain([low - air, high + air])
    .range([area.topPx + area.heightPx, area.topPx]);
  drawLeftAxis(frame, area, y, { title: options.valueTitle, grid: true, format: options.format });
  drawPoints(frame, area, axis, x);
  const colour = theme.categoryLines[0] ?? theme.ink;
  const path: number[] = [];
  for (const { place, values, mean, deviation } of data.points) {
    const value = axis.values[place[0] ?? 0];
    if (mean === null || value === undefined) continue;
    const xPx = x(value);
    path.push(xPx, mean);
    context.fillStyle = withAlpha(colour, 0.45);
    for (const own of values) dot(context, xPx, y(own), 2.5);
    if (deviation > 0) {
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(xPx, y(mean - deviation));
      context.lineTo(xPx, y(mean + deviation));
      for (const end of [y(mean - deviation), y(mean + deviation)]) {
        context.moveTo(xPx - CAP_PX, end);
        context.lineTo(xPx + CAP_PX, end);
      }
      context.stroke();
    }
  }
  drawLine(frame, Float64Array.from(path), y, { colour, widthPx: 2 });
  context.fillStyle = colour;
  for (let i = 0; i < path.length; i += 2) dot(context, path[i]!, y(path[i + 1]!), DOT_PX);
}

/** The axis with a tick at each point of the grid, and numbers where they have room. */
function drawPoints(frame: Frame, area: Area, axis: SweepAxisData, x: AxisScale): void {
  const { context, theme, heightPx } = frame;
  const footPx = area.topPx + area.heightPx;
  context.strokeStyle = theme.axisLine;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(area.leftPx, footPx + 0.5);
  context.lineTo(area.leftPx + area.widthPx, footPx + 0.5);
  let freePx = -Infinity;
  for (const value of [...axis.values].sort((a, b) => a - b)) {
    const xPx = Math.round(x(value)) + 0.5;
    context.moveTo(xPx, footPx);
    context.lineTo(xPx, footPx + 4);
    if (xPx < freePx) continue;
    drawText(frame, tickText(value), xPx, footPx + 16, { align: 'center', colour: theme.inkSoft });
    freePx = xPx + LABEL_PX;
  }
  context.stroke();
  drawText(frame, axisTitle(axis), area.leftPx + area.widthPx / 2, heightPx - 8, {
    align: 'center',
    colour: theme.inkSoft,
  });
}

function dot(context: CanvasRenderingContext2D, xPx: number, yPx: number, radiusPx: number): void {
  context.beginPath();
  context.arc(xPx, yPx, radiusPx, 0, 2 * Math.PI);
  context.fill();
}
