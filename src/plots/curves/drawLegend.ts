import { formatValue } from '../axis/formatValue.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { CurvesData, CurvesOptions } from './curvesData.ts';
import { drawMarker } from './drawMarker.ts';
import { lastIndex } from './series.ts';

const KEY_PX = 22;
const GAP_PX = 20;
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
  let x = area.leftPx;
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
    const last = series.values[lastIndex(series.values)];
    if (last !== undefined) {
      x += drawText(frame, (options.format ?? formatValue)(last), x, y, {
        baseline: 'middle',
        weight: 650,
      });
    }
    x += GAP_PX;
  }
}
