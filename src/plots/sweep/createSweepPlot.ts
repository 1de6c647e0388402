import { formatValue } from '../axis/formatValue.ts';
import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import { drawTag } from '../surface/text.ts';
import { drawErrorLines, errorLinesScale, layoutErrorLines } from './drawErrorLines.ts';
import { drawHeatMap, layoutHeatMap } from './drawHeatMap.ts';
import { sweepText } from './messages.ts';
import type { SweepData, SweepOptions, SweepPoint } from './sweepData.ts';

/** A line with error bars for one parameter, a heat map for two; a click selects a point. */
export function createSweepPlot(
  container: HTMLElement,
  initial: SweepOptions,
): Plot<SweepData, SweepOptions> {
  const {
    surface,
    signal,
    data: shown,
    options,
    outlets,
  } = createBasicPlot<SweepData, SweepOptions>(container, initial, {
    label: sweepText.label,
    draw(frame, data, own) {
      if (data.axes.length > 1) drawHeatMap(frame, data, own);
      else drawErrorLines(frame, data, own);
    },
    drawOverlay(frame, _data, hover) {
      const point = hover === null ? null : pointAt(hover.xPx, hover.yPx);
      surface.element.style.cursor = point === null ? '' : 'pointer';
      if (point !== null && hover !== null) drawTag(frame, textOf(point), hover.xPx, hover.yPx);
    },
    describe: summary,
  });

  function pointAt(xPx: number, yPx: number): SweepPoint | null {
    const data = shown();
    const [x, y] = data?.axes ?? [];
    if (data === null || x === undefined) return null;
    const place = y === undefined ? [nearest(xPx)] : cellAt(xPx, yPx, x.values, y.values);
    return data.points.find((point) => point.place.join() === place?.join()) ?? null;
  }

  function nearest(xPx: number): number {
    const [axis] = shown()?.axes ?? [];
    if (axis === undefined) return 0;
    const scale = errorLinesScale(axis, layoutErrorLines(surface.widthPx, surface.heightPx));
    let best = 0;
    axis.values.forEach((value, index) => {
      const far = Math.abs(scale(value) - xPx);
      if (far < Math.abs(scale(axis.values[best] ?? value) - xPx)) best = index;
    });
    return best;
  }

  function cellAt(
    xPx: number,
    yPx: number,
    xs: readonly number[],
    ys: readonly number[],
  ): number[] | null {
    const area = layoutHeatMap(surface.widthPx, surface.heightPx);
    const column = Math.floor(((xPx - area.leftPx) / area.widthPx) * xs.length);
    const row = Math.floor((1 - (yPx - area.topPx) / area.heightPx) * ys.length);
    const isInside = column >= 0 && column < xs.length && row >= 0 && row < ys.length;
    return isInside ? [column, row] : null;
  }

  function textOf({ place, mean, deviation, values }: SweepPoint): string {
    const { format } = options();
    const at = place.map((index, axis) => {
      const own = shown()?.axes[axis];
      return `${own?.label ?? ''} ${formatValue(own?.values[index] ?? NaN)}`;
    });
    const result =
      mean === null
        ? sweepText.notDone
        : `${format(mean)}${values.length > 1 ? ` ± ${format(deviation)}` : ''}`;
    return [...at, result].join(' · ');
  }

  function summary(): string {
    const data = shown();
    const done = (data?.points ?? []).filter(({ mean }) => mean !== null);
    if (data === null || done.length === 0) return sweepText.nothing;
    const best = done.reduce((a, b) => ((b.mean ?? 0) > (a.mean ?? 0) ? b : a));
    return sweepText.summary(done.length, data.points.length, textOf(best));
  }

  surface.element.addEventListener(
    'click',
    (event) => {
      const point = pointAt(event.offsetX, event.offsetY);
      if (point !== null) options().onSelect?.(point);
    },
    { signal },
  );

  return {
    ...outlets,
    toCsv() {
      const { axes, points } = shown() ?? { axes: [], points: [] };
      return csvLines(
        [...axes.map(({ label }) => label), ...sweepText.csvColumns],
        points.map(({ place, values, mean, deviation }) => [
          ...place.map((index, axis) => axes[axis]?.values[index] ?? NaN),
          values.length,
          mean ?? '',
          mean === null ? '' : deviation,
        ]),
      );
    },
    summary,
  };
}
