import type { RasterData, RasterLayer } from './rasterData.ts';
import { isSpiking } from './rasterData.ts';

/** Spikes per second of each neuron over a whole presentation, Hz. */
export function neuronRatesHz(layer: RasterLayer, steps: number, dtMs: number): Float32Array {
  const rates = new Float32Array(layer.size);
  const perSpikeHz = 1000 / (steps * dtMs);
  for (const neuron of layer.neurons) rates[neuron] = (rates[neuron] ?? 0) + perSpikeHz;
  return rates;
}

export interface RateHistogram {
  binMs: number;
  /** Start of the first bin, a multiple of the bin width. */
  startMs: number;
  /** Mean rate over all neurons of all layers that can spike in each bin, Hz. */
  ratesHz: Float32Array;
}

/** The smallest width on 1-2-5 steps of dt for which a bin is at least `leastPx` wide. */
export function binWidthMs(dtMs: number, msPerPx: number, leastPx: number): number {
  const wanted = msPerPx * leastPx;
  for (let decade = dtMs; ; decade *= 10) {
    for (const factor of [1, 2, 5]) if (decade * factor >= wanted) return decade * factor;
  }
}

/**
 * Spikes before each step, of all layers that can spike: bins are whole steps, so that a histogram
 * takes two numbers a bin from it and need not go through the spikes again.
 */
export function spikesBefore(data: Pick<RasterData, 'layers' | 'steps'>): Uint32Array {
  const before = new Uint32Array(data.steps + 1);
  for (const { times } of data.layers.filter(isSpiking)) {
    for (const time of times) {
      const step = Math.max(0, Math.min(data.steps - 1, Math.floor(time)));
      before[step + 1] = before[step + 1]! + 1;
    }
  }
  for (let step = 0; step < data.steps; step += 1) {
    before[step + 1] = before[step + 1]! + before[step]!;
  }
  return before;
}

/** Mean firing rate over time between two moments, all layers that can spike together. */
export function rateHistogram(
  data: RasterData,
  window: { startMs: number; endMs: number },
  binMs: number,
  before: Uint32Array = spikesBefore(data),
): RateHistogram {
  const firstBin = Math.floor(window.startMs / binMs);
  const ratesHz = new Float32Array(Math.max(1, Math.ceil(window.endMs / binMs) - firstBin));
  const layers = data.layers.filter(isSpiking);
  const neurons = layers.reduce((sum, layer) => sum + layer.size, 0);
  // The last bin may stick out of the presentation: rates count only the time that exists.
  const endMs = data.steps * data.dtMs;
  const stepsPerBin = Math.round(binMs / data.dtMs);
  const countBefore = (step: number): number =>
    before[Math.max(0, Math.min(data.steps, step))] ?? 0;
  for (let bin = 0; bin < ratesHz.length; bin += 1) {
    const startMs = (firstBin + bin) * binMs;
    const lengthMs = Math.min(binMs, endMs - startMs);
    const step = (firstBin + bin) * stepsPerBin;
    const spikes = countBefore(step + stepsPerBin) - countBefore(step);
    ratesHz[bin] = neurons > 0 && lengthMs > 0 ? (spikes * 1000) / (neurons * lengthMs) : 0;
  }
  return { binMs, startMs: firstBin * binMs, ratesHz };
}

/** What a screen reader is told about a layer. */
export function layerStatistics(
  layer: RasterLayer,
  steps: number,
  dtMs: number,
): { silent: number; meanRateHz: number; firstMs: number | null } {
  const active = new Set(layer.neurons).size;
  let first = Infinity;
  for (const time of layer.times) if (time < first) first = time;
  return {
    silent: layer.size - active,
    meanRateHz: layer.size > 0 ? (layer.times.length * 1000) / (layer.size * steps * dtMs) : 0,
    firstMs: first === Infinity ? null : first * dtMs,
  };
}
