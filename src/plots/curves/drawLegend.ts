import { formatValue } from '../axis/formatValue.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText, textFont } from '../surface/text.ts';
import type { CurvesData, CurvesOptions, CurveSeries } from './curvesData.ts';
import { drawMarker } from './drawMarker.ts';
import { lastIndex } from './series.ts';

const KEY_PX = 22;
const GAP_PX = 20;
const EDGE_PX = 6;
export const LEGEND_ROW_PX = 20;

/** Lines above the curves: line style, label and latest value of each series, in columns if many. */
export function drawLegend(
  frame: Frame,
  data: CurvesData,
  options: CurvesOptions,
  area: Area,
): void {
  const { context, theme } = frame;
  const rows = Math.max(1, options.legendRows ?? 1);
  const columns = Math.ceil(data.series.length / rows);
  let y = area.topPx - rows * LEGEND_ROW_PX;
  let x = rows > 1 ? area.leftPx : startOfRow(frame, data, options, area);
  for (const [index, series] of data.series.entries()) {
    if (rows > 1) {
      y = area.topPx - (rows - Math.floor(index / columns)) * LEGEND_ROW_PX;
      x = area.leftPx + ((index % columns) * area.widthPx) / columns;
    }
    const colour = theme.categoryLines[series.colour % 8] ?? theme.ink;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash([...(series.dash ?? (series.kind === 'train' ? [] : [6, 4]))]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + KEY_PX, y);
    context.stroke();
    context.setLineDash([]);
    if (series.kind !== 'train') {
      context.fillStyle = colour;
      drawMarker(context, series.kind, x + KEY_PX / 2, y);
    }
    x += KEY_PX + 6;
    x += drawText(frame, series.label, x, y, { baseline: 'middle', colour: theme.inkSoft }) + 6;
    x += drawText(frame, latest(series, options), x, y, { baseline: 'middle', weight: 650 });
    x += GAP_PX;
  }
}

function latest({ values }: CurveSeries, { format = formatValue }: CurvesOptions): string {
  const last = values[lastIndex(values)];
  return last === undefined ? '' : format(last);
}

/** Over the curves; further to the left where the row would not fit there. */
function startOfRow(
  { context, theme, widthPx }: Frame,
  { series }: CurvesData,
  options: CurvesOptions,
  { leftPx }: Area,
): number {
  const width = (text: string, weight: number): number => {
    context.font = textFont(theme, weight);
    return context.measureText(text).width;
  };
  const needed = series.reduce(
    (sum, own) =>
      sum + KEY_PX + 12 + GAP_PX + width(own.label, 400) + width(latest(own, options), 650),
    -GAP_PX,
  );
  return Math.max(EDGE_PX, Math.min(leftPx, widthPx - EDGE_PX - needed));
}
