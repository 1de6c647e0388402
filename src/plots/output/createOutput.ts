import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import { createSurface } from '../surface/surface.ts';
import { drawOutput } from './drawOutput.ts';
import type { OutputData, OutputOptions } from './outputData.ts';

/** Class scores over time, or first spikes of the classes, with the moment of the decision. */
export function createOutput(
  container: HTMLElement,
  initial: OutputOptions,
): Plot<OutputData, OutputOptions> {
  let options = initial;
  let data: OutputData | null = null;
  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      if (data !== null) drawOutput(frame, data, options);
    },
    describe: () => options.summary(),
  });
  return {
    setData(next) {
      data = next;
      surface.invalidate();
    },
    update(changes) {
      options = { ...options, ...changes };
      surface.invalidate();
    },
    ...surface.outlets,
    toCsv: () =>
      data?.scores === null
        ? csvLines(['class', 'first_spike_ms'], firstRows(data))
        : csvLines(['time_ms', ...(data?.classNames ?? [])], scoreRows(data)),
    summary: () => options.summary(),
  };
}

function* firstRows({ classNames, firstMs }: OutputData): Iterable<(string | number)[]> {
  for (const [k, name] of classNames.entries()) {
    const first = firstMs[k];
    yield [name, first === undefined || Number.isNaN(first) ? '' : first];
  }
}

function* scoreRows(data: OutputData | null): Iterable<number[]> {
  const { scores = null, steps = 0, dtMs = 0, classNames = [] } = data ?? {};
  if (scores === null) return;
  for (let t = 0; t < steps; t++) {
    yield [(t + 1) * dtMs, ...classNames.map((_, k) => scores[k * steps + t]!)];
  }
}
