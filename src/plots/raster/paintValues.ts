import type { Rgb } from '../colour/rgb.ts';
import { mixRgb, packRgb } from '../colour/rgb.ts';
import type { PixelBand } from './paintBand.ts';

/** Paints values of 0 to 1 as stripes over all of time; a pixel row of several neurons shows their mean. */
export function paintValues(
  band: PixelBand,
  values: Float32Array,
  { low, high }: { low: Rgb; high: Rgb },
): void {
  const { pixels, stride, topPx, heightPx, size } = band;
  for (let row = 0; row < heightPx; row += 1) {
    const from = Math.floor((row * size) / heightPx);
    const to = Math.max(from + 1, Math.floor(((row + 1) * size) / heightPx));
    let sum = 0;
    for (let neuron = from; neuron < to; neuron += 1) sum += values[neuron]!;
    const value = sum / (to - from);
    const start = (topPx + row) * stride;
    pixels.fill(packRgb(mixRgb(low, high, Math.min(1, value))), start, start + stride);
  }
}
