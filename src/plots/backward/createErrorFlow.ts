import { scaleLinear } from 'd3-scale';
import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisLink, AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import { drawBottomAxis } from '../axis/drawAxis.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';

/** The size of a layer's error over time. */
export interface ErrorFlowLayer {
  readonly id: string;
  readonly name: string;
  /** Norm of the error at each step, or one number for all of time. */
  readonly norms: Float32Array;
  /** Norm over all of it, as text. */
  readonly total: string;
}

export interface ErrorFlowData {
  readonly steps: number;
  readonly dtMs: number;
  /** In network order. */
  readonly layers: readonly ErrorFlowLayer[];
  readonly here: { readonly layerId: string; readonly time: number | null } | null;
}

export interface ErrorFlowOptions {
  /** Shared time axis, ms; its own when none is given. */
  readonly link?: AxisLink;
  readonly label: string;
  readonly timeTitle: string;
  /** The picture in words. */
  summary(): string;
  onPick?(layerId: string, step: number): void;
}

const LABEL_PX = 84;
const TOTAL_PX = 68;
const BOTTOM_PX = 36;
const GAP_PX = 4;

/** A strip a layer, its height at each step the size of the error there beside the layer's largest. */
export function createErrorFlow(
  container: HTMLElement,
  initial: ErrorFlowOptions,
): Plot<ErrorFlowData, ErrorFlowOptions> {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  let data: ErrorFlowData | null = null;
  let brush: AxisWindow | null = null;

  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      if (data !== null) drawFlow(frame, data, area(), link.window(), options.timeTitle);
    },
    drawOverlay: (frame) => drawCursor(frame, area(), link, brush),
    describe: () => options.summary(),
  });

  function area(): Area {
    return {
      leftPx: LABEL_PX,
      topPx: 4,
      widthPx: Math.max(16, surface.widthPx - LABEL_PX - TOTAL_PX),
      heightPx: Math.max(8, surface.heightPx - BOTTOM_PX - 4),
    };
  }

  function pick({ xPx, yPx }: { xPx: number; yPx: number }): void {
    if (data === null) return;
    const plot = area();
    const row = Math.floor(((yPx - plot.topPx) / plot.heightPx) * data.layers.length);
    const layer = data.layers[row];
    const step = Math.floor(valueAt(xPx, plot, link.window()) / data.dtMs);
    if (layer === undefined || xPx < plot.leftPx || xPx > plot.leftPx + plot.widthPx) return;
    options.onPick?.(layer.id, Math.max(0, Math.min(data.steps - 1, step)));
  }

  const stopLink = link.subscribe((change) => {
    if (change === 'window') surface.invalidate();
    else surface.invalidateOverlay();
  });
  const stopGestures = attachAxisGestures(surface.element, {
    link,
    area,
    onHover(point) {
      const plot = area();
      const isInside = point !== null && point.xPx >= plot.leftPx;
      link.setCursor(isInside ? valueAt(point.xPx, plot, link.window()) : null);
    },
    onClick: pick,
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
  });

  return {
    setData(next) {
      data = next;
      if (next !== null) link.setExtent({ start: 0, end: next.steps * next.dtMs });
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      surface.invalidate();
    },
    ...surface.outlets,
    destroy() {
      stopLink();
      stopGestures();
      surface.outlets.destroy();
    },
    toCsv: () => csvLines(['layer', 'step', 'norm'], normRows(data)),
    summary: () => options.summary(),
  };
}

function drawFlow(
  frame: Frame,
  data: ErrorFlowData,
  plot: Area,
  window: AxisWindow,
  timeTitle: string,
): void {
  const { context, theme } = frame;
  const pxPerStep = (plot.widthPx * data.dtMs) / (window.end - window.start);
  const xOf = (step: number): number =>
    plot.leftPx + step * pxPerStep - (window.start / data.dtMs) * pxPerStep;
  const rowPx = plot.heightPx / Math.max(1, data.layers.length);
  data.layers.forEach(({ id, name, norms, total }, row) => {
    const top = plot.topPx + row * rowPx;
    const height = Math.max(4, rowPx - GAP_PX);
    const middle = top + height / 2;
    context.fillStyle = theme.sunken;
    context.fillRect(plot.leftPx, top, plot.widthPx, height);
    drawText(frame, name, 4, middle, { weight: 650, baseline: 'middle', maxPx: LABEL_PX - 10 });
    const right = plot.leftPx + plot.widthPx + 6;
    drawText(frame, total, right, middle, { baseline: 'middle', colour: theme.inkSoft });
    const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
    // One number stands for all of time.
    const cellPx = (pxPerStep * data.steps) / norms.length;
    context.save();
    context.beginPath();
    context.rect(plot.leftPx, plot.topPx, plot.widthPx, plot.heightPx);
    context.clip();
    context.fillStyle = theme.positive;
    norms.forEach((norm, step) => {
      const bar = largest > 0 ? height * Math.sqrt(norm / largest) : 0;
      context.fillRect(
        xOf(0) + step * cellPx,
        top + height - bar,
        Math.max(1, cellPx - (cellPx > 4 ? 1 : 0)),
        bar,
      );
    });
    context.restore();
    if (data.here?.layerId !== id) return;
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    const { time } = data.here;
    if (time === null) context.strokeRect(plot.leftPx + 1, top, plot.widthPx - 2, height);
    else {
      const left = Math.max(plot.leftPx, xOf(time));
      const right = Math.min(plot.leftPx + plot.widthPx, xOf(time) + Math.max(3, pxPerStep));
      if (right > left) context.strokeRect(left, top, right - left, height);
    }
  });
  const time = scaleLinear()
    .domain([window.start, window.end])
    .range([plot.leftPx, plot.leftPx + plot.widthPx]);
  drawBottomAxis(frame, plot, time, { title: timeTitle });
}

function* normRows(data: ErrorFlowData | null): Iterable<[string, number, number]> {
  if (data === null) return;
  for (const { name, norms } of data.layers) {
    for (let step = 0; step < norms.length; step++) yield [name, step, norms[step]!];
  }
}
