import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisLink, AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import { finiteDomain, growDomain } from '../axis/domain.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import { messages } from '../messages.ts';
import type { Area, Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import type { Domains } from './drawTraces.ts';
import { drawMark, drawTraces } from './drawTraces.ts';
import type { MarkedTrace, MembraneTrace, TracesData } from './tracesData.ts';
import { MOST_TRACES, quantityOf } from './tracesData.ts';
import { layoutTraces, membraneDomain } from './tracesLayout.ts';

export interface TracesOptions {
  /** Shared time axis, ms. */
  link?: AxisLink;
  /** One panel per neuron, or all over each other. */
  mode?: 'multiples' | 'overlay';
  /** The neuron, and its spike, that the pointer rests on in this or in another view. */
  marked?: MarkedTrace | null;
  /** The neuron under the pointer, with its spike if there is one near; null when it is left. */
  onHover?(point: MarkedTrace | null): void;
}

/** A spike mark is two pixels wide: a pointer this close means it. */
const NEAR_PX = 6;
/** Sets of neurons whose ranges are kept. */
const REMEMBERED = 8;

/** Membrane potentials with threshold, reset, refractory bands and spike marks, all on one scale. */
export function createTraces(
  container: HTMLElement,
  initial: TracesOptions = {},
): Plot<TracesData, TracesOptions> {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  let data: TracesData | null = null;
  let domains: Domains | null = null;
  let brush: AxisWindow | null = null;
  let hover: { xPx: number; yPx: number } | null = null;

  const surface = createSurface(container, {
    label: messages.tracesLabel,
    draw(frame) {
      if (data && domains) drawTraces(frame, data, link.window(), domains, panels());
    },
    drawOverlay,
    describe: summary,
  });

  function panels(): Area[] {
    const count = Math.min(MOST_TRACES, data?.traces.length ?? 0);
    return layoutTraces(surface.widthPx, surface.heightPx, options.mode === 'overlay' ? 1 : count);
  }

  const symbolOf = (trace: MembraneTrace): string =>
    data && quantityOf(data, trace) === 'current' ? 'i' : 'v';
  /**
   * A range has grown for the neurons that it shows, and is theirs again when they come back from a look
   * at others; another threshold or quantity is another scale.
   */
  const remembered = new Map<string, Domains>();
  function rememberedDomains(next: TracesData): Domains {
    const neurons = next.traces.map(({ neuron }) => neuron);
    const key = [next.quantity, next.threshold, ...neurons].join(' ');
    const now = grown(remembered.get(key) ?? null, domainsOf(next));
    remembered.delete(key);
    remembered.set(key, now);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return now;
  }
  const domainsOf = (next: TracesData): Domains => ({
    membrane: membraneDomain(next, 'membrane'),
    current: membraneDomain(next, 'current'),
  });

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
    if (!data || !domains) return;
    drawCursor(frame, whole(), link, brush);
    const { marked = null } = options;
    if (marked) drawMark(frame, data, link.window(), domains, panels(), marked);
    if (!hover || brush) return;
    const trace = traceAt(hover.yPx);
    const cursor = link.cursor();
    if (!trace || cursor === null) return;
    const step = Math.max(0, Math.min(trace.membrane.length - 1, Math.floor(cursor / data.dtMs)));
    const value = trace.membrane[step] ?? NaN;
    const text = messages.tracesHover(trace.label, step * data.dtMs, symbolOf(trace), value);
    drawTag(frame, text, hover.xPx, hover.yPx);
  }

  /** None where traces lie over each other. */
  function traceAt(yPx: number): MembraneTrace | undefined {
    const index = panels().findIndex(
      ({ topPx, heightPx }) => yPx >= topPx && yPx < topPx + heightPx,
    );
    return options.mode === 'overlay' ? undefined : data?.traces[index];
  }

  function markAt({ xPx, yPx }: { xPx: number; yPx: number }): MarkedTrace | null {
    const trace = traceAt(yPx);
    if (!data || !trace) return null;
    const area = whole();
    const { start, end } = link.window();
    const stepsPerPx = (end - start) / (area.widthPx * data.dtMs);
    const step = valueAt(xPx, area, { start, end }) / data.dtMs;
    const near = trace.spikeSteps.find((own) => Math.abs(own - step) <= NEAR_PX * stepsPerPx);
    return { neuron: trace.neuron, spikeStep: near ?? null };
  }

  function summary(): string {
    if (!data || data.traces.length === 0) return messages.noTraces;
    return data.traces
      .map((trace) => {
        const [low, high] = finiteDomain(trace.membrane) ?? [NaN, NaN];
        const { label, spikeSteps } = trace;
        return messages.traceSummary(label, spikeSteps.length, symbolOf(trace), low, high);
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
      options.onHover?.(point && markAt(point));
      surface.invalidateOverlay();
    },
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
    onFit() {
      remembered.clear();
      domains = data && rememberedDomains(data);
      surface.invalidate();
    },
  });

  return {
    setData(next) {
      domains = next && rememberedDomains(next);
      data = next;
      if (next) link.setExtent({ start: 0, end: next.steps * next.dtMs });
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      if ('mode' in changes) surface.invalidate();
      else surface.invalidateOverlay();
    },
    ...surface.outlets,
    destroy() {
      stopLink();
      stopGestures();
      surface.outlets.destroy();
    },
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

function grown(before: Domains | null, now: Domains): Domains {
  return {
    membrane: growDomain(before?.membrane ?? null, now.membrane),
    current: growDomain(before?.current ?? null, now.current),
  };
}
