import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisLink, AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import type { Domain } from '../axis/domain.ts';
import { finiteDomain, growDomain } from '../axis/domain.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import { drawTraces } from './drawTraces.ts';
import type { TracesData } from './tracesData.ts';
import { MOST_TRACES } from './tracesData.ts';
import { layoutTraces, membraneDomain } from './tracesLayout.ts';

export interface TracesOptions {
  /** Shared time axis, ms. */
  link?: AxisLink;
  /** One panel per neuron, or all over each other. */
  mode?: 'multiples' | 'overlay';
}

/** Membrane potentials with threshold, reset, refractory bands and spike marks, all on one scale. */
export function createTraces(
  container: HTMLElement,
  initial: TracesOptions = {},
): Plot<TracesData, TracesOptions> {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  let data: TracesData | null = null;
  let domain: Domain | null = null;
  let brush: AxisWindow | null = null;
  let hover: { xPx: number; yPx: number } | null = null;

  const surface = createSurface(container, {
    label: messages.tracesLabel,
    draw(frame) {
      if (data && domain) drawTraces(frame, data, link.window(), domain, panels());
    },
    drawOverlay,
    describe: summary,
  });

  function panels(): Area[] {
    const count = Math.min(MOST_TRACES, data?.traces.length ?? 0);
    return layoutTraces(surface.widthPx, surface.heightPx, options.mode === 'overlay' ? 1 : count);
  }

  const symbol = (): string => (data?.quantity === 'current' ? 'i' : 'v');

  function whole(): Area {
    const all = panels();
    const first = all[0] ?? {
      leftPx: 0,
      topPx: 0,
      widthPx: surface.widthPx,
      heightPx: surface.heightPx,
    };
    const last = all.at(-1) ?? first;
    return { ...first, heightPx: last.topPx + last.heightPx - first.topPx };
  }

  function drawOverlay(frame: Frame): void {
    if (!data) return;
    drawCursor(frame, whole(), link, brush);
    if (!hover || brush) return;
    const { yPx } = hover;
    const index = panels().findIndex(
      ({ topPx, heightPx }) => yPx >= topPx && yPx < topPx + heightPx,
    );
    const trace = options.mode === 'overlay' ? undefined : data.traces[index];
    const cursor = link.cursor();
    if (!trace || cursor === null) return;
    const step = Math.max(0, Math.min(trace.membrane.length - 1, Math.floor(cursor / data.dtMs)));
    const value = trace.membrane[step] ?? NaN;
    const text = messages.tracesHover(trace.label, step * data.dtMs, symbol(), value);
    drawTag(frame, text, hover.xPx, hover.yPx);
  }

  function summary(): string {
    if (!data || data.traces.length === 0) return messages.noTraces;
    return data.traces
      .map(({ label, spikeSteps, membrane }) => {
        const [low, high] = finiteDomain(membrane) ?? [NaN, NaN];
        return messages.traceSummary(label, spikeSteps.length, symbol(), low, high);
      })
      .join(' ');
  }

  const stopLink = link.subscribe((change) => {
    if (change === 'window') surface.invalidate();
    else surface.invalidateOverlay();
  });
  const stopGestures = attachAxisGestures(surface.element, {
    link,
    area: whole,
    onHover(point) {
      hover = point;
      const area = whole();
      link.setCursor(
        point && point.xPx >= area.leftPx ? valueAt(point.xPx, area, link.window()) : null,
      );
      surface.invalidateOverlay();
    },
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
    onFit() {
      domain = data && membraneDomain(data);
      surface.invalidate();
    },
  });

  return {
    setData(next) {
      // Another threshold or quantity is another scale; the same one keeps the range it has grown to.
      const sameScale =
        next !== null && next.threshold === data?.threshold && next.quantity === data.quantity;
      domain = next && growDomain(sameScale ? domain : null, membraneDomain(next));
      data = next;
      if (next) link.setExtent({ start: 0, end: next.steps * next.dtMs });
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      surface.invalidate();
    },
    flush: surface.flush,
    resize: surface.resize,
    destroy() {
      stopLink();
      stopGestures();
      surface.destroy();
    },
    exportPng: surface.exportPng,
    toCsv() {
      const traces = data?.traces ?? [];
      const dtMs = data?.dtMs ?? 1;
      return csvLines(
        ['time_ms', ...traces.flatMap(({ label }) => [label, `${label} spikes`])],
        Array.from({ length: data?.steps ?? 0 }, (_, step) => [
          step * dtMs,
          ...traces.flatMap(({ membrane, spikeSteps }) => [
            membrane[step] ?? '',
            spikeSteps.filter((time) => Math.floor(time) === step).length,
          ]),
        ]),
      );
    },
    summary,
  };
}
