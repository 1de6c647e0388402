import { describe, expect, it } from 'vitest';
import { divergingIndex, divergingRamp, rampFromStops, sequentialIndex } from './ramps.ts';
import { mixRgb, packRgb, parseRgb, withAlpha } from './rgb.ts';

describe('colours', () => {
  it('reads what a canvas prints and packs it as little-endian RGBA', () => {
    expect(parseRgb('#0102ff')).toEqual([1, 2, 255]);
    expect(parseRgb('rgba(10, 20, 30, 0.5)')).toEqual([10, 20, 30]);
    expect(() => parseRgb('teal')).toThrow('teal');
    const bytes = new Uint8Array(Uint32Array.of(packRgb([1, 2, 255])).buffer);
    expect([...bytes]).toEqual([1, 2, 255, 255]);
    expect(withAlpha('#0a141e', 0.25)).toBe('rgba(10, 20, 30, 0.25)');
    expect(mixRgb([0, 0, 0], [10, 20, 40], 0.5)).toEqual([5, 10, 20]);
  });

  it('ends ramps at their stops', () => {
    const ramp = rampFromStops(['#102030', '#405060', '#708090']);
    expect(ramp).toHaveLength(256);
    expect(ramp[0]).toBe(packRgb([0x10, 0x20, 0x30]));
    expect(ramp[255]).toBe(packRgb([0x70, 0x80, 0x90]));
  });

  it('puts zero of a diverging scale on the background', () => {
    const ramp = divergingRamp('#b85a00', '#fffcf6', '#1565b2');
    const zero = new Uint8Array(Uint32Array.of(ramp[divergingIndex(0, 3)] ?? 0).buffer);
    const surface = parseRgb('#fffcf6');
    for (const channel of [0, 1, 2]) {
      expect(Math.abs((zero[channel] ?? 0) - (surface[channel] ?? 0))).toBeLessThanOrEqual(3);
    }
    expect([divergingIndex(-9, 3), divergingIndex(3, 3), divergingIndex(1, 0)]).toEqual([
      0, 255, 128,
    ]);
    expect([sequentialIndex(0, 4), sequentialIndex(4, 4), sequentialIndex(1, 0)]).toEqual([
      0, 255, 0,
    ]);
  });
});
