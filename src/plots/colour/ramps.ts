import { interpolateLab, piecewise } from 'd3-interpolate';
import { packRgb, parseRgb } from './rgb.ts';

/** 256 colours packed for a pixel buffer. */
export type Ramp = Uint32Array;

const RAMP_SIZE = 256;

/** CSS colours through the given stops, evenly spaced over 0..1, mixed in CIELAB. */
export function scaleFromStops(stops: readonly string[]): (share: number) => string {
  return piecewise(interpolateLab, [...stops]);
}

/** A scale through the given stops, evenly spaced, mixed in CIELAB; first stop at index 0, last at 255. */
export function rampFromStops(stops: readonly string[]): Ramp {
  const at = scaleFromStops(stops);
  return Uint32Array.from({ length: RAMP_SIZE }, (_, i) =>
    packRgb(parseRgb(at(i / (RAMP_SIZE - 1)))),
  );
}

/** Orange for negative, the background for zero, blue for positive: value −limit at 0, zero at 127.5, +limit at 255. */
export function divergingRamp(negative: string, zero: string, positive: string): Ramp {
  return rampFromStops([negative, zero, positive]);
}

/** Index into a ramp for a value on a symmetric range; a limit of 0 gives the middle. */
export function divergingIndex(value: number, limit: number): number {
  if (!(limit > 0)) return 128;
  const share = Math.max(-1, Math.min(1, value / limit));
  return Math.round(((share + 1) / 2) * (RAMP_SIZE - 1));
}

/** Index into a ramp for a value on 0…max; a max of 0 gives 0. */
export function sequentialIndex(value: number, max: number): number {
  if (!(max > 0)) return 0;
  return Math.round(Math.max(0, Math.min(1, value / max)) * (RAMP_SIZE - 1));
}
