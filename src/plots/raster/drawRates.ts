import { max as largest } from 'd3-array';
import { formatValue } from '../axis/formatValue.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import { withAlpha } from '../colour/rgb.ts';
import { messages } from '../messages.ts';
import type { Area } from '../plot.ts';
import type { Frame } from '../surface/surface.ts';
import { drawText } from '../surface/text.ts';
import type { RasterData } from './rasterData.ts';
import type { RasterLayout } from './rasterLayout.ts';
import { HISTOGRAM_GAP_PX, TITLE_BELOW_PX } from './rasterLayout.ts';
import { binWidthMs, rateHistogram } from './rates.ts';

const LEAST_BIN_PX = 4;
/** Narrower rate bars have one line for their largest number, with its unit. */
const WIDE_PX = 48;

/** A bar per neuron (or the highest neuron of a pixel row), one scale for all layers. */
export function drawNeuronRates(
  frame: Frame,
  { rates, bands }: RasterLayout,
  ratesHz: readonly Float32Array[],
): void {
  const { context, theme } = frame;
  const highest = Math.max(0, ...ratesHz.map((layer) => largest(layer) ?? 0));
  context.fillStyle = theme.hairline;
  bands.forEach((band) => context.fillRect(rates.leftPx, band.topPx, 1, band.heightPx));
  const y = rates.topPx + rates.heightPx + TITLE_BELOW_PX;
  const soft = { colour: theme.inkSoft } as const;
  const right = Math.max(rates.leftPx + rates.widthPx, frame.widthPx - 8);
  if (rates.widthPx >= WIDE_PX) {
    drawText(frame, '0', rates.leftPx, y, soft);
    drawText(frame, messages.rateHz, right, y + 14, { ...soft, align: 'right' });
    if (highest > 0) drawText(frame, formatValue(highest), right, y, { ...soft, align: 'right' });
  } else {
    // To the very edge: without a histogram the time axis ends on this line.
    drawText(frame, messages.hertz(highest), frame.widthPx - 1, y, { ...soft, align: 'right' });
  }
  if (highest === 0) return;
  context.fillStyle = withAlpha(theme.inkSoft, 0.75);
  bands.forEach((band, index) => {
    const layer = ratesHz[index];
    if (!layer) return;
    const rows = Math.min(band.size, Math.floor(band.heightPx));
    const rowHeight = band.heightPx / rows;
    const barHeight = rowHeight > 3 ? rowHeight * 0.7 : rowHeight;
    for (let row = 0; row < rows; row += 1) {
      const from = Math.floor((row * band.size) / rows);
      const to = Math.floor(((row + 1) * band.size) / rows);
      let rate = 0;
      for (let neuron = from; neuron < to; neuron += 1) rate = Math.max(rate, layer[neuron]!);
      if (rate === 0) continue;
      const top = band.topPx + row * rowHeight + (rowHeight - barHeight) / 2;
      context.fillRect(rates.leftPx + 1, top, (rate / highest) * (rates.widthPx - 1), barHeight);
    }
  });
}

/** Mean rate over time as bars, with its highest value and bin width written beside it. */
export function drawHistogram(
  frame: Frame,
  area: Area,
  data: RasterData,
  before: Uint32Array,
  window: AxisWindow,
): void {
  const { context, theme } = frame;
  const msPerPx = (window.end - window.start) / area.widthPx;
  const binMs = binWidthMs(data.dtMs, msPerPx, LEAST_BIN_PX);
  const shown = { startMs: window.start, endMs: window.end };
  const { ratesHz, startMs } = rateHistogram(data, shown, binMs, before);
  const highest = largest(ratesHz) ?? 0;
  drawText(
    frame,
    messages.meanRate(binMs),
    area.leftPx,
    area.topPx - HISTOGRAM_GAP_PX + TITLE_BELOW_PX,
    {
      colour: theme.inkSoft,
    },
  );
  const label = { align: 'right', baseline: 'middle', colour: theme.inkSoft } as const;
  drawText(frame, '0', area.leftPx - 6, area.topPx + area.heightPx - 5, label);
  if (highest > 0) drawText(frame, formatValue(highest), area.leftPx - 6, area.topPx + 6, label);
  context.fillStyle = withAlpha(theme.inkSoft, 0.75);
  for (let bin = 0; bin < ratesHz.length; bin += 1) {
    const rate = ratesHz[bin]!;
    if (rate === 0) continue;
    const left = Math.max(0, (startMs + bin * binMs - window.start) / msPerPx);
    const right = Math.min(area.widthPx, (startMs + (bin + 1) * binMs - window.start) / msPerPx);
    const height = (rate / highest) * area.heightPx;
    const gap = right - left > 3 ? 1 : 0;
    context.fillRect(
      area.leftPx + left,
      area.topPx + area.heightPx - height,
      right - left - gap,
      height,
    );
  }
}
