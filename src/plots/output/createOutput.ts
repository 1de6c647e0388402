import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import { createSurface } from '../surface/surface.ts';
import { drawOutput } from './drawOutput.ts';
import type { OutputData, OutputOptions } from './outputData.ts';
import { scorePath } from './outputData.ts';

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
