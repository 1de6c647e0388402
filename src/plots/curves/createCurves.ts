import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import type { Domain } from '../axis/domain.ts';
import { finiteDomain, growDomain } from '../axis/domain.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { formatValue } from '../axis/formatValue.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import type { CurvesData, CurvesOptions } from './curvesData.ts';
import { drawCurves, layoutCurves, xOf } from './drawCurves.ts';
import { bestIndex, lastIndex, lowerBound, positiveOnly } from './series.ts';

export interface CurvesPlot extends Plot<CurvesData, CurvesOptions> {
  /** Shows all of both axes; the only thing that shrinks the y range. */
  fit(): void;
}

/** Loss or accuracy over updates or seconds. The y range grows with the data and shrinks only on fit. */
export function createCurves(container: HTMLElement, initial: CurvesOptions): CurvesPlot {
  let options = initial;
  const link = createAxisLink();
  let data: CurvesData | null = null;
  let domain: Domain | null = null;
  let brush: AxisWindow | null = null;
  let hover: { xPx: number; yPx: number } | null = null;
  const print = (value: number): string => (options.format ?? formatValue)(value);

  const surface = createSurface(container, {
    label: messages.curvesLabel,
    draw(frame) {
      if (data) drawCurves(frame, data, options, link.window(), shownDomain());
    },
    drawOverlay,
    describe: summary,
  });
  const area = (): ReturnType<typeof layoutCurves> =>
    layoutCurves(surface.widthPx, surface.heightPx, options.legendRows);

  function valueDomain(): Domain | null {
    let found: Domain | null = options.yDomain ?? null;
    for (const { values } of data?.series ?? []) {
      const range = finiteDomain(options.logY ? positiveOnly(values) : values);
      if (range) found = growDomain(found, range);
    }
    return found;
  }

  /** The grown range with a little air; a log axis keeps to its decades. */
  function shownDomain(): Domain {
    const [low, high] = domain ?? [options.logY ? 0.1 : 0, 1];
    if (options.logY) return low < high ? [low * 0.9, high * 1.1] : [low / 2, high * 2];
    if (options.yDomain && low >= options.yDomain[0] && high <= options.yDomain[1])
      return options.yDomain;
    const bottom = Math.min(0, low);
    const air = (high - bottom) * 0.05 || 1;
    return [bottom < 0 ? bottom - air : 0, high + air];
  }

  function extend(): void {
    let end = 0;
    for (const series of data?.series ?? []) {
      const xs = xOf(series, options);
      end = Math.max(end, xs[xs.length - 1] ?? 0);
    }
    link.setExtent({ start: 0, end: end > 0 ? end : 1 });
  }

  function fit(): void {
    domain = valueDomain();
    surface.invalidate();
  }

  function drawOverlay(frame: Frame): void {
    if (!data) return;
    drawCursor(frame, area(), link, brush);
    const cursor = link.cursor();
    if (!hover || brush || cursor === null) return;
    const parts: string[] = [];
    for (const series of data.series) {
      const xs = xOf(series, options);
      const above = lowerBound(xs, cursor);
      const nearer =
        above > 0 && cursor - xs[above - 1]! < (xs[above] ?? Infinity) - cursor ? above - 1 : above;
      const value = series.values[nearer];
      if (value !== undefined && !Number.isNaN(value))
        parts.push(`${series.label} ${print(value)}`);
    }
    const at =
      options.x === 'seconds'
        ? `${formatValue(cursor)} s`
        : options.x === 'epochs'
          ? formatValue(cursor)
          : String(Math.round(cursor));
    if (parts.length > 0) drawTag(frame, `${at} · ${parts.join(' · ')}`, hover.xPx, hover.yPx);
  }

  function summary(): string {
    const parts = (data?.series ?? []).flatMap((series) => {
      const last = series.values[lastIndex(series.values)];
      if (last === undefined) return [];
      const best = series.values[bestIndex(series.values, options.better)];
      const shown = series.kind !== 'train' && best !== undefined ? print(best) : null;
      return [messages.curveSummary(series.label, print(last), shown)];
    });
    return parts.length > 0 ? parts.join(' ') : messages.noCurves;
  }

  const stopLink = link.subscribe((change) => {
    if (change === 'window') surface.invalidate();
    else surface.invalidateOverlay();
  });
  const stopGestures = attachAxisGestures(surface.element, {
    link,
    area,
    onHover(point) {
      hover = point;
      const inside = point && point.xPx >= area().leftPx;
      link.setCursor(inside ? valueAt(point.xPx, area(), link.window()) : null);
      surface.invalidateOverlay();
    },
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
    onFit: fit,
  });

  return {
    setData(next) {
      data = next;
      const values = valueDomain();
      domain = next && values ? growDomain(domain, values) : null;
      extend();
      surface.invalidate();
    },
    update(changes) {
      const scaleChanges = changes.logY !== undefined && changes.logY !== options.logY;
      const axisChanges = changes.x !== undefined && changes.x !== options.x;
      options = { ...options, ...changes };
      if (scaleChanges) domain = valueDomain();
      extend();
      if (axisChanges) link.fit();
      surface.invalidate();
    },
    fit() {
      link.fit();
      fit();
    },
    ...surface.outlets,
    destroy() {
      stopLink();
      stopGestures();
      surface.outlets.destroy();
    },
    toCsv: () => csvLines(['series', 'kind', 'updates', 'seconds', 'value'], curveRows(data)),
    summary,
  };
}

function* curveRows(data: CurvesData | null): Iterable<(string | number)[]> {
  for (const { label, kind, updates, seconds, values } of data?.series ?? []) {
    for (let i = 0; i < values.length; i += 1)
      yield [label, kind, updates[i]!, seconds[i]!, values[i]!];
  }
}
