import { scaleLinear } from 'd3-scale';
import { drawBottomAxis } from '../axis/drawAxis.ts';
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
  let data: ErrorFlowData | null = null;
  let plot: Area | null = null;

  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      plot = {
        leftPx: LABEL_PX,
        topPx: 4,
        widthPx: Math.max(16, frame.widthPx - LABEL_PX - TOTAL_PX),
        heightPx: Math.max(8, frame.heightPx - BOTTOM_PX - 4),
      };
      if (data !== null) drawFlow(frame, data, plot, options.timeTitle);
    },
    describe: () => options.summary(),
  });

  const onPointerDown = (event: PointerEvent): void => {
    if (data === null || plot === null) return;
    const box = surface.element.getBoundingClientRect();
    const row = Math.floor(
      ((event.clientY - box.top - plot.topPx) / plot.heightPx) * data.layers.length,
    );
    const layer = data.layers[row];
    const share = (event.clientX - box.left - plot.leftPx) / plot.widthPx;
    if (layer === undefined || share < 0 || share > 1) return;
    options.onPick?.(layer.id, Math.min(data.steps - 1, Math.floor(share * data.steps)));
  };
  surface.element.addEventListener('pointerdown', onPointerDown);

  return {
    setData(next) {
      data = next;
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      surface.invalidate();
    },
    flush: surface.flush,
    resize: surface.resize,
    destroy() {
      surface.element.removeEventListener('pointerdown', onPointerDown);
      surface.destroy();
    },
    exportPng: surface.exportPng,
    toCsv: () => csvLines(['layer', 'step', 'norm'], normRows(data)),
    summary: () => options.summary(),
  };
}

function drawFlow(frame: Frame, data: ErrorFlowData, plot: Area, timeTitle: string): void {
  const { context, theme } = frame;
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
    const cellPx = plot.widthPx / norms.length;
    context.fillStyle = theme.positive;
    norms.forEach((norm, step) => {
      const bar = largest > 0 ? height * Math.sqrt(norm / largest) : 0;
      context.fillRect(
        plot.leftPx + step * cellPx,
        top + height - bar,
        Math.max(1, cellPx - (cellPx > 4 ? 1 : 0)),
        bar,
      );
    });
    if (data.here?.layerId !== id) return;
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    const { time } = data.here;
    if (time === null) context.strokeRect(plot.leftPx + 1, top, plot.widthPx - 2, height);
    else {
      const x = plot.leftPx + (time / data.steps) * plot.widthPx;
      const width = Math.max(3, plot.widthPx / data.steps);
      context.strokeRect(x, top, width, height);
    }
  });
  const time = scaleLinear()
    .domain([0, data.steps * data.dtMs])
    .range([plot.leftPx, plot.leftPx + plot.widthPx]);
  drawBottomAxis(frame, plot, time, { title: timeTitle });
}

function* normRows(data: ErrorFlowData | null): Iterable<[string, number, number]> {
  if (data === null) return;
  for (const { name, norms } of data.layers) {
    for (let step = 0; step < norms.length; step++) yield [name, step, norms[step]!];
  }
}
