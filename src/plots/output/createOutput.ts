import { attachAxisGestures, valueAt } from '../axis/axisGestures.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import { createAxisLink } from '../axis/axisLink.ts';
import { drawCursor } from '../axis/drawCursor.ts';
import { csvLines } from '../csv.ts';
import type { Area, Plot } from '../plot.ts';
import { createSurface } from '../surface/surface.ts';
import { drawOutput, layoutOutput } from './drawOutput.ts';
import type { OutputData, OutputOptions } from './outputData.ts';
import { scorePath } from './outputData.ts';

/** Class scores over time, or first spikes of the classes, with the moment of the decision. */
export function createOutput(
  container: HTMLElement,
  initial: OutputOptions,
): Plot<OutputData, OutputOptions> {
  let options = initial;
  const link = initial.link ?? createAxisLink();
  let data: OutputData | null = null;
  let brush: AxisWindow | null = null;
  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      if (data !== null) drawOutput(frame, data, link.window(), options);
    },
    drawOverlay: (frame) => drawCursor(frame, area(), link, brush),
    describe: () => options.summary(),
  });
  const area = (): Area => layoutOutput(surface.widthPx, surface.heightPx, data?.classNames);
  const stopLink = link.subscribe((change) => {
    if (change === 'window') surface.invalidate();
    else surface.invalidateOverlay();
  });
  const stopGestures = attachAxisGestures(surface.element, {
    link,
    area,
    onHover(point) {
      const isInside = point !== null && point.xPx >= area().leftPx;
      link.setCursor(isInside ? valueAt(point.xPx, area(), link.window()) : null);
    },
    onBrush(range) {
      brush = range;
      surface.invalidateOverlay();
    },
  });
  return {
    setData(next) {
      data = next;
      if (next !== null) link.setExtent({ start: 0, end: next.durationMs });
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
    toCsv: () =>
      data?.activity.kind === 'firstSpikes'
        ? csvLines(['class', 'first_spike_ms'], firstRows(data))
        : csvLines(['class', 'time_ms', 'score'], scoreRows(data)),
    summary: () => options.summary(),
  };
}

function* firstRows({ classNames, firstMs }: OutputData): Iterable<(string | number)[]> {
  for (const [k, name] of classNames.entries()) {
    const first = firstMs[k];
    yield [name, first === undefined || Number.isNaN(first) ? '' : first];
  }
}

function* scoreRows(data: OutputData | null): Iterable<(string | number)[]> {
  if (data === null) return;
  for (const [k, name] of data.classNames.entries()) {
    const path = scorePath(data, k);
    for (let i = 0; i < path.length; i += 2) yield [name, path[i]!, path[i + 1]!];
  }
}
