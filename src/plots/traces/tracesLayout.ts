import type { Area } from '../plot.ts';
import type { Domain } from '../axis/domain.ts';
import { finiteDomain } from '../axis/domain.ts';
import type { TracedQuantity, TracesData } from './tracesData.ts';
import { MOST_TRACES, quantityOf, SPIKE_MARK_SHARE } from './tracesData.ts';

const LEFT_PX = 112;
const NARROW_LEFT_PX = 92;
const NARROW_PX = 480;
/** Room of the raster's rate column, so that linked plots of one width share their time axis to the pixel. */
const RIGHT_PX = 76;
const NARROW_RIGHT_PX = 52;
const TOP_PX = 8;
const BOTTOM_PX = 40;
const GAP_PX = 8;

/** Panels from top to bottom: one per trace, or a single one for all. */
export function layoutTraces(widthPx: number, heightPx: number, panels: number): Area[] {
  const narrow = widthPx < NARROW_PX;
  const leftPx = narrow ? NARROW_LEFT_PX : LEFT_PX;
  const width = Math.max(16, widthPx - leftPx - (narrow ? NARROW_RIGHT_PX : RIGHT_PX));
  const count = Math.max(1, panels);
  const height = Math.max(8, (heightPx - TOP_PX - BOTTOM_PX - GAP_PX * (count - 1)) / count);
  return Array.from({ length: count }, (_, i) => ({
    leftPx,
    topPx: Math.round(TOP_PX + i * (height + GAP_PX)),
    widthPx: width,
    heightPx: Math.floor(height),
  }));
}

/**
 * One scale for all shown traces of a quantity: from the lowest of values, reset and zero to the tip of
 * a spike mark.
 */
export function membraneDomain(
  data: TracesData,
  quantity: TracedQuantity = quantityOf(data, undefined),
): Domain {
  const hasLevels = quantity === 'membrane';
  let low = Math.min(0, hasLevels ? (data.resetValue ?? 0) : 0);
  let high = Math.max(0, hasLevels ? (data.threshold ?? 0) * SPIKE_MARK_SHARE : 0);
  for (const trace of data.traces.slice(0, MOST_TRACES)) {
    const range = quantityOf(data, trace) === quantity ? finiteDomain(trace.membrane) : null;
    if (!range) continue;
    low = Math.min(low, range[0]);
    high = Math.max(high, range[1]);
  }
  if (low === high) high = 1;
  const room = (high - low) * 0.04;
  return [low < 0 ? low - room : low, high + room];
}
