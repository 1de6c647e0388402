import type { Rgb } from '../colour/rgb.ts';
import { mixRgb, packRgb } from '../colour/rgb.ts';

export interface ImageValues {
  height: number;
  width: number;
  channels: number;
  /** [height, width, channels], 0 to 1. */
  values: Float32Array;
}

/** Paints grey values from `low` to `high`, three channels as red, green, blue; other counts show their mean. */
export function paintImage(image: ImageValues, low: Rgb, high: Rgb, pixels: Uint32Array): void {
  const { channels, values } = image;
  const shades = Uint32Array.from({ length: 256 }, (_, i) => packRgb(mixRgb(low, high, i / 255)));
  for (let pixel = 0; pixel < image.height * image.width; pixel += 1) {
    const offset = pixel * channels;
    if (channels === 3) {
      pixels[pixel] = packRgb([
        byte(values[offset]!),
        byte(values[offset + 1]!),
        byte(values[offset + 2]!),
      ]);
      continue;
    }
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += values[offset + channel]!;
    pixels[pixel] = shades[byte(sum / channels)]!;
  }
}

function byte(value: number): number {
  return Math.round(Math.max(0, Math.min(1, value)) * 255);
}
