import { scaleLinear, scaleLog } from 'd3-scale';
import type { AxisWindow } from '../axis/axisLink.ts';
import { decimate } from '../axis/decimate.ts';
import type { Domain } from '../axis/domain.ts';
import type { AxisScale } from '../axis/drawAxis.ts';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { drawLine } from '../axis/drawLine.ts';
import { formatCount, formatValue } from '../axis/formatValue.ts';
import { withAlpha } from '../colour/rgb.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { CurvesData, CurvesOptions, CurveSeries } from './curvesData.ts';
import { drawLegend, LEGEND_ROW_PX } from './drawLegend.ts';
import { drawMarker } from './drawMarker.ts';
import { bestIndex, lowerBound, positiveOnly, runningMean } from './series.ts';

const LEFT_PX = 68;
const RIGHT_PX = 16;
const TOP_PX = 12;
const BOTTOM_PX = 40;
const EVALUATED_DASH = [6, 4];

/** Where the curves lie; the legend has the lines above. */
export function layoutCurves(widthPx: number, heightPx: number, legendRows = 1): Area {
  const topPx = TOP_PX + legendRows * LEGEND_ROW_PX;
  return {
    leftPx: LEFT_PX,
    topPx,
    widthPx: Math.max(16, widthPx - LEFT_PX - RIGHT_PX),
    heightPx: Math.max(16, heightPx - topPx - BOTTOM_PX),
  };
}

/** The y scale of the curves. */
function curveScale(area: Area, domain: Domain, logY: boolean): AxisScale {
  const range = [area.topPx + area.heightPx, area.topPx];
  return logY ? scaleLog().domain(domain).range(range) : scaleLinear().domain(domain).range(range);
}

/** The x values of a series under an option. */
export function xOf(series: CurveSeries, options: CurvesOptions): ArrayLike<number> {
  if (options.x === 'epochs') return series.epochs ?? [];
  return options.x === 'seconds' ? series.seconds : series.updates;
}

/** Draws axes, curves, markers and legend. */
export function drawCurves(
  frame: Frame,
  data: CurvesData,
  options: CurvesOptions,
  window: AxisWindow,
  domain: Domain,
): void {
  const { context } = frame;
  const area = layoutCurves(frame.widthPx, frame.heightPx, options.legendRows);
  const x = scaleLinear()
    .domain([window.start, window.end])
    .range([area.leftPx, area.leftPx + area.widthPx]);
  const y = curveScale(area, domain, options.logY ?? false);
  drawLeftAxis(frame, area, y, {
    title: options.yTitle,
    grid: true,
    ...(options.format ? { format: options.format } : options.logY ? { format: formatValue } : {}),
  });
  drawBottomAxis(frame, area, x, {
    title: xTitle(options),
    ...(options.x === undefined || options.x === 'updates' ? { format: wholeNumber } : {}),
  });
  context.save();
  context.beginPath();
  context.rect(area.leftPx - 5, area.topPx - 5, area.widthPx + 10, area.heightPx + 10);
  context.clip();
  for (const series of data.series) drawSeries(frame, series, options, window, x, y);
  context.restore();
  if (options.marksBest !== false) {
    for (const series of data.series) drawBest(frame, area, series, options, window, x, y);
  }
  if (options.legendRows !== 0) drawLegend(frame, data, options, area);
}

/** There is no half update: a tick between two has no number. */
function wholeNumber(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : '';
}

/** Names the axis and, where the train curve is smoothed, over how many points. */
function xTitle({ x, smoothing = 1 }: CurvesOptions): string {
  const name = messages[x ?? 'updates'];
  return smoothing > 1 ? `${name} · ${messages.smoothed(smoothing)}` : name;
}

function drawSeries(
  frame: Frame,
  series: CurveSeries,
  options: CurvesOptions,
  window: AxisWindow,
  x: AxisScale,
  y: AxisScale,
): void {
  const { context, theme } = frame;
  const colour = theme.categoryLines[series.colour % 8] ?? theme.ink;
  const xs = xOf(series, options);
  const values = options.logY ? positiveOnly(series.values) : series.values;
  const from = Math.max(0, lowerBound(xs, window.start) - 1);
  const to = Math.min(values.length, lowerBound(xs, window.end) + 2);
  // The scale written out: it runs for every point of every redraw.
  const leftPx = x(window.start);
  const perUnitPx = (x(window.end) - leftPx) / (window.end - window.start);
  const xPx = (i: number): number => leftPx + (xs[i]! - window.start) * perUnitPx;
  if (series.kind !== 'train') {
    drawLine(frame, decimate(xPx, values, from, to), y, {
      colour,
      widthPx: 2,
      dash: series.dash ?? EVALUATED_DASH,
    });
    context.fillStyle = colour;
    // Markers that would merge into a band tell nothing.
    if (to - from > 200) return;
    for (let i = from; i < to; i += 1) {
      if (Number.isNaN(values[i]!)) continue;
      drawMarker(context, series.kind, xPx(i), y(values[i]!));
    }
    return;
  }
  if (values.length === 1) {
    // A line needs two points; the first update must be seen too.
    context.beginPath();
    context.arc(xPx(0), y(values[0]!), 3, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    return;
  }
  const smoothing = options.smoothing ?? 1;
  const raw = decimate(xPx, values, from, to);
  const dash = series.dash ?? [];
  if (smoothing <= 1) {
    drawLine(frame, raw, y, { colour, widthPx: 2, dash });
    return;
  }
  drawLine(frame, raw, y, { colour: withAlpha(colour, 0.35), widthPx: 1 });
  drawLine(frame, decimate(xPx, runningMean(values, smoothing), from, to), y, {
    colour,
    widthPx: 2,
    dash,
  });
}

function drawBest(
  frame: Frame,
  area: Area,
  series: CurveSeries,
  options: CurvesOptions,
  window: AxisWindow,
  x: AxisScale,
  y: AxisScale,
): void {
  if (series.kind === 'train') return;
  const best = bestIndex(
    options.logY ? positiveOnly(series.values) : series.values,
    options.better,
  );
  const at = xOf(series, options)[best];
  const value = series.values[best];
  if (at === undefined || value === undefined || at < window.start || at > window.end) return;
  const { context, theme } = frame;
  const xPx = x(at);
  const yPx = y(value);
  context.beginPath();
  context.arc(xPx, yPx, 5.5, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.stroke();
  const below =
    options.better === 'higher' ? yPx - 12 < area.topPx : yPx + 20 < area.topPx + area.heightPx;
  drawText(
    frame,
    messages.best((options.format ?? formatValue)(value)),
    xPx,
    yPx + (below ? 20 : -12),
    {
      align:
        xPx > area.leftPx + area.widthPx - 48
          ? 'right'
          : xPx < area.leftPx + 48
            ? 'left'
            : 'center',
      weight: 650,
    },
  );
}
