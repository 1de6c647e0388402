import { scaleLinear } from 'd3-scale';
import type { AxisWindow } from '../axis/axisLink.ts';
import { decimate } from '../axis/decimate.ts';
import type { Domain } from '../axis/domain.ts';
import { drawBottomAxis, drawLeftAxis } from '../axis/drawAxis.ts';
import { drawLine } from '../axis/drawLine.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText, textFont } from '../surface/text.ts';
import type { MarkedTrace, MembraneTrace, TracedQuantity, TracesData } from './tracesData.ts';
import { MOST_TRACES, quantityOf, SPIKE_MARK_SHARE } from './tracesData.ts';

/** The range of values of each quantity that is drawn. */
export type Domains = Readonly<Record<TracedQuantity, Domain>>;

/** Draws every panel; with one panel for several traces they lie over each other in categorical colours. */
export function drawTraces(
  frame: Frame,
  data: TracesData,
  window: AxisWindow,
  domains: Domains,
  panels: readonly Area[],
): void {
  const shown = data.traces.slice(0, MOST_TRACES);
  const overlaid = panels.length < shown.length;
  panels.forEach((area, index) => {
    const traces = overlaid ? shown : shown.slice(index, index + 1);
    drawPanel(frame, data, window, domains, area, traces, overlaid);
  });
  const first = panels[0];
  const last = panels.at(-1);
  if (!first || !last) return;
  const kinds = new Set(shown.map((trace) => quantityOf(data, trace)));
  if (kinds.size > 1) {
    panels.forEach((area, index) => {
      const isCurrent = quantityOf(data, shown[index]) === 'current';
      const words = isCurrent ? messages.currentShort : messages.membraneShort;
      drawTitle(frame, words, area, isCurrent ? messages.currentSymbol : messages.membraneSymbol);
    });
  } else {
    const whole = { ...first, heightPx: last.topPx + last.heightPx - first.topPx };
    const isCurrent = quantityOf(data, shown[0]) === 'current';
    drawTitle(
      frame,
      isCurrent ? messages.synapticCurrent : messages.membrane(data.threshold),
      whole,
    );
  }
  const time = scaleLinear()
    .domain([window.start, window.end])
    .range([first.leftPx, first.leftPx + first.widthPx]);
  drawBottomAxis(frame, last, time, { title: messages.timeMs });
}

/** Beside a low panel only the symbol has room. */
function drawTitle(frame: Frame, title: string, { topPx, heightPx }: Area, symbol = title): void {
  frame.context.font = textFont(frame.theme);
  const fits = frame.context.measureText(title).width <= heightPx;
  drawText(frame, fits ? title : symbol, 14, topPx + heightPx / 2, {
    align: 'center',
    turns: 1,
    colour: frame.theme.ink,
  });
}

function drawPanel(
  frame: Frame,
  data: TracesData,
  window: AxisWindow,
  domains: Domains,
  area: Area,
  traces: readonly MembraneTrace[],
  overlaid: boolean,
): void {
  const { context, theme } = frame;
  const quantity = quantityOf(data, traces[0]);
  const isMembrane = quantity === 'membrane';
  const threshold = isMembrane ? data.threshold : null;
  const resetValue = isMembrane ? data.resetValue : null;
  const y = scaleLinear()
    .domain(domains[quantity])
    .range([area.topPx + area.heightPx, area.topPx]);
  const msToPx = area.widthPx / (window.end - window.start);
  const xOfStep = (step: number): number =>
    area.leftPx + (step * data.dtMs - window.start) * msToPx;
  drawLeftAxis(frame, area, y, { grid: true, spacingPx: 32 });
  context.save();
  context.beginPath();
  context.rect(area.leftPx, area.topPx, area.widthPx, area.heightPx);
  context.clip();
  if (isMembrane && data.refractorySteps > 0) {
    context.fillStyle = theme.shade;
    for (const { spikeSteps } of traces) {
      for (const step of spikeSteps) {
        context.fillRect(
          xOfStep(step),
          area.topPx,
          data.refractorySteps * data.dtMs * msToPx,
          area.heightPx,
        );
      }
    }
  }
  if (threshold !== null) drawLevel(frame, area, y(threshold), [6, 4]);
  if (resetValue !== null) drawLevel(frame, area, y(resetValue), [1.5, 3.5]);
  const from = Math.max(0, Math.floor(window.start / data.dtMs) - 1);
  const to = Math.min(data.steps, Math.ceil(window.end / data.dtMs) + 2);
  traces.forEach((trace, index) => {
    const colour = overlaid ? (theme.categoryLines[index] ?? theme.ink) : theme.ink;
    if (trace.ghost !== undefined) {
      const path = decimate(xOfStep, trace.ghost, from, Math.min(to, trace.ghost.length));
      drawLine(frame, path, y, { colour: theme.negative, widthPx: 1.25, dash: [4, 3] });
    }
    drawLine(
      frame,
      decimate(xOfStep, trace.membrane, from, Math.min(to, trace.membrane.length)),
      y,
      { colour },
    );
  });
  if (threshold !== null) drawSpikes(frame, threshold, traces, overlaid, xOfStep, y);
  context.restore();
  const right = area.leftPx + area.widthPx + 8;
  const label = { baseline: 'middle', colour: theme.inkSoft } as const;
  if (threshold !== null) {
    drawText(frame, messages.threshold, right, y(threshold), {
      ...label,
      sizePx: 14,
      serifItalic: true,
    });
  }
  const resetFar = resetValue !== null && Math.abs(y(resetValue) - y(threshold ?? Infinity)) > 12;
  if (resetValue !== null && (threshold === null || resetFar))
    drawText(frame, messages.reset, right, y(resetValue) - 1, label);
  drawNames(frame, area, traces, overlaid);
}

/** A mark up to 1.2 θ over each spike: the trace itself ends at the value after the reset. */
function drawSpikes(
  { context, theme }: Frame,
  threshold: number,
  traces: readonly MembraneTrace[],
  overlaid: boolean,
  xOfStep: (step: number) => number,
  y: (value: number) => number,
): void {
  traces.forEach((trace, index) => {
    const top = y(threshold * SPIKE_MARK_SHARE);
    context.fillStyle = overlaid ? (theme.categoryLines[index] ?? theme.spike) : theme.spike;
    for (const step of trace.spikeSteps) {
      context.fillRect(
        Math.round(xOfStep(step)) - 1,
        top,
        2,
        y(Math.min(threshold, trace.membrane[Math.floor(step)] ?? 0)) - top,
      );
    }
  });
}

function drawLevel({ context, theme }: Frame, area: Area, yPx: number, dash: number[]): void {
  context.strokeStyle = theme.axisLine;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(area.leftPx, Math.round(yPx) + 0.5);
  context.lineTo(area.leftPx + area.widthPx, Math.round(yPx) + 0.5);
  context.stroke();
  context.setLineDash([]);
}

function drawNames(
  frame: Frame,
  area: Area,
  traces: readonly MembraneTrace[],
  overlaid: boolean,
): void {
  const { theme } = frame;
  traces.forEach((trace, index) => {
    const y = area.topPx + (overlaid ? 8 + index * 16 : area.heightPx / 2);
    drawText(frame, trace.name ?? String(trace.neuron), 26, y, {
      weight: 650,
      baseline: 'middle',
      maxPx: area.leftPx - 58,
      colour: overlaid ? (theme.categoryLines[index] ?? theme.ink) : theme.ink,
    });
  });
}

/** A bar beside the marked neuron's panel, and a ring where its spike crosses the threshold. */
export function drawMark(
  frame: Frame,
  data: TracesData,
  window: AxisWindow,
  domains: Domains,
  panels: readonly Area[],
  { neuron, spikeStep }: MarkedTrace,
): void {
  const { context, theme } = frame;
  const shown = data.traces.slice(0, MOST_TRACES);
  const overlaid = panels.length < shown.length;
  shown.forEach((trace, index) => {
    const area = panels[overlaid ? 0 : index];
    if (trace.neuron !== neuron || area === undefined) return;
    context.fillStyle = theme.accent;
    if (!overlaid) context.fillRect(area.leftPx - 3, area.topPx, 3, area.heightPx);
    const { threshold } = data;
    if (spikeStep === null || threshold === null || quantityOf(data, trace) !== 'membrane') return;
    const tMs = spikeStep * data.dtMs;
    if (tMs < window.start || tMs > window.end) return;
    const x = area.leftPx + ((tMs - window.start) / (window.end - window.start)) * area.widthPx;
    const y = scaleLinear()
      .domain(domains.membrane)
      .range([area.topPx + area.heightPx, area.topPx]);
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y(threshold), 6, 0, 2 * Math.PI);
    context.stroke();
  });
}
