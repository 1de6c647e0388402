import { csvLines } from '../csv.ts';
import type { Plot } from '../plot.ts';
import type { Place } from '../surface/basicPlot.ts';
import { createBasicPlot } from '../surface/basicPlot.ts';
import type { Frame } from '../surface/surface.ts';
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
  const { surface, data, options, outlets } = createBasicPlot<
    DistributionData,
    DistributionOptions
  >(container, initial, {
    label: initial.label,
    draw: drawDistribution,
    drawOverlay: readBin,
    describe: (): string => options().summary(),
  });

  function readBin(frame: Frame, data: DistributionData, hover: Place | null): void {
    if (hover === null) return;
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
    const { hover: words, format } = options();
    const text = words(
      data.updates[index] ?? 0,
      format(low + bin * width),
      format(low + (bin + 1) * width),
      `${total === 0 ? 0 : ((100 * count) / total).toFixed(1)} %`,
    );
    drawTag(frame, text, xPx, yPx);
  }

  return {
    ...outlets,
    toCsv: () => csvLines(options().columns, distributionRows(data())),
    summary: () => options().summary(),
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
