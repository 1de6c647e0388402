/** Spikes by where they are on a raster, and by neuron. Pure. */
import type { Area } from '../plot.ts';
import type { AxisWindow } from '../axis/axisLink.ts';
import type { RasterData, RasterLayer } from './rasterData.ts';
import type { Band } from './rasterLayout.ts';

/** A tick is a pixel wide: a pointer this close means it. */
const NEAR_PX = 6;

export interface FoundSpike {
  readonly neuron: number;
  /** Time in steps. */
  readonly step: number;
}

/** The shown spike of a layer nearest to a point in pixels; null where none is near. */
export function nearestSpike(
  layer: RasterLayer,
  place: { readonly band: Band; readonly plot: Area; readonly window: AxisWindow },
  point: { readonly xPx: number; readonly yPx: number },
  dtMs: number,
): FoundSpike | null {
  const { band, plot, window } = place;
  const pxPerMs = plot.widthPx / (window.end - window.start);
  const rowPx = band.heightPx / band.size;
  // Inside the row of a neuron only the way along it counts.
  const above = Math.max(0, NEAR_PX - rowPx / 2);
  let found: FoundSpike | null = null;
  let nearest = NEAR_PX * NEAR_PX + 1e-6;
  for (let i = 0; i < layer.times.length; i += 1) {
    const tMs = layer.times[i]! * dtMs;
    if (tMs < window.start || tMs > window.end) continue;
    const dx = plot.leftPx + (tMs - window.start) * pxPerMs - point.xPx;
    if (Math.abs(dx) > NEAR_PX) continue;
    const away = Math.abs(band.topPx + (layer.neurons[i]! + 0.5) * rowPx - point.yPx);
    const dy = Math.max(0, away - rowPx / 2);
    if (dy > above) continue;
    const distance = dx * dx + dy * dy;
    if (distance >= nearest) continue;
    nearest = distance;
    found = { neuron: layer.neurons[i]!, step: layer.times[i]! };
  }
  return found;
}

/** Times in steps at which a neuron fired, rising. */
export function spikesOfNeuron({ neurons, times }: RasterLayer, neuron: number): number[] {
  const own: number[] = [];
  for (let i = 0; i < neurons.length; i += 1) if (neurons[i] === neuron) own.push(times[i]!);
  return own.sort((a, b) => a - b);
}

/** Of rising times the one nearest to a step; null for none. */
export function nearestTime(times: readonly number[], step: number): number | null {
  return times.reduce<number | null>(
    (best, time) => (best === null || Math.abs(time - step) < Math.abs(best - step) ? time : best),
    null,
  );
}

/** The layer of an id with its place among the layers. */
export function layerIndex({ layers }: RasterData, layerId: string): number {
  return layers.findIndex(({ id }) => id === layerId);
}
