import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { createSurface } from '../surface/surface.ts';
import { drawTag } from '../surface/text.ts';
import type { DistributionData, DistributionOptions } from './distributionData.ts';
import {
  drawDistribution,
  indexAt,
  layoutDistribution,
  updateScale,
  valueScale,
} from './drawDistribution.ts';

/** A distribution over updates as colours, with a profile of the newest; the pointer reads one bin. */
export function createDistribution(
  container: HTMLElement,
  initial: DistributionOptions,
): Plot<DistributionData, DistributionOptions> {
  let options = initial;
  let data: DistributionData | null = null;
  let hover: { xPx: number; yPx: number } | null = null;

  const surface = createSurface(container, {
    label: initial.label,
    draw(frame) {
      if (data !== null) drawDistribution(frame, data, options);
    },
    drawOverlay,
    describe: () => options.summary(),
  });

  function drawOverlay(frame: Frame): void {
    if (data === null || hover === null) return;
    const { map } = layoutDistribution(surface.widthPx, surface.heightPx);
    const { xPx, yPx } = hover;
    const isInside =
      xPx >= map.leftPx &&
      xPx < map.leftPx + map.widthPx &&
      yPx >= map.topPx &&
      yPx < map.topPx + map.heightPx;
    if (!isInside) return;
    const index = indexAt(data, updateScale(data, map).invert(xPx));
    const histogram = data.histograms[index];
    if (histogram === undefined) return;
    const { low, high, counts } = histogram;
    const width = (high - low) / counts.length;
    const bin = Math.floor((valueScale(data, map).invert(yPx) - low) / width);
    const count = counts[bin] ?? 0;
    const total = counts.reduce((sum, own) => sum + own, 0);
    const text = options.hover(
      data.updates[index] ?? 0,
      options.format(low + bin * width),
      options.format(low + (bin + 1) * width),
      `${total === 0 ? 0 : ((100 * count) / total).toFixed(1)} %`,
    );
    drawTag(frame, text, xPx, yPx);
  }

  const listening = new AbortController();
  const { signal } = listening;
  surface.element.addEventListener(
    'pointermove',
    (event) => {
      hover = { xPx: event.offsetX, yPx: event.offsetY };
      surface.invalidateOverlay();
    },
    { signal },
  );
  surface.element.addEventListener(
    'pointerleave',
    () => {
      hover = null;
      surface.invalidateOverlay();
    },
    { signal },
  );

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
    destroy() {
      listening.abort();
      surface.outlets.destroy();
    },
    toCsv: () => csvLines(options.columns, distributionRows(data)),
    summary: () => options.summary(),
  };
}

/** A row a bin; what is apart has neither end. */
function* distributionRows(data: DistributionData | null): Iterable<(string | number)[]> {
  if (data === null) return;
  for (const [index, { low, high, counts, apart }] of data.histograms.entries()) {
    const update = data.updates[index] ?? 0;
    const width = (high - low) / counts.length;
    yield [update, '', '', apart];
    for (let bin = 0; bin < counts.length; bin++) {
      yield [update, low + bin * width, low + (bin + 1) * width, counts[bin]!];
    }
  }
}
