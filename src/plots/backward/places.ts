/** Where a step and a neuron lie on a raster, in CSS pixels. */
import type { RasterCanvas } from '../raster/createRaster.ts';
import type { Band } from '../raster/rasterLayout.ts';

export function xOfStep({ plot, window, dtMs }: RasterCanvas, step: number): number {
  return plot.leftPx + ((step * dtMs - window.start) / (window.end - window.start)) * plot.widthPx;
}

export function yOfNeuron(band: Band, neuron: number): number {
  return band.topPx + ((neuron + 0.5) / band.size) * band.heightPx;
}

export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}
