/** The spikes of a layer that a window of time can show. Pure. */
import type { AxisWindow } from '../axis/axisLink.ts';
import type { BandSpikes } from './paintBand.ts';
import type { RasterLayer } from './rasterData.ts';

/** Whether spikes come in the order of time, as frames have them. */
export function isInOrder(times: Float32Array): boolean {
  for (let i = 1; i < times.length; i += 1) if (times[i]! < times[i - 1]!) return false;
  return true;
}

/**
 * Views of those inside the window and of some beside it; all of them where they are in no order. A
 * hundred thousand spikes are then gone through only while all are shown.
 */
export function visibleSpikes(
  { neurons, times }: Pick<RasterLayer, 'neurons' | 'times'>,
  inOrder: boolean,
  { start, end }: AxisWindow,
  dtMs: number,
): BandSpikes {
  if (!inOrder) return { neurons, times };
  // A step more on either side, for the rounding of columns and the bins of rates.
  const from = firstAt(times, Math.floor(start / dtMs) - 1);
  const to = firstAt(times, Math.ceil(end / dtMs) + 1);
  return { neurons: neurons.subarray(from, to), times: times.subarray(from, to) };
}

/** Index of the first time that is not before `step`. */
function firstAt(times: Float32Array, step: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
