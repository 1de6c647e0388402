import { describe, expect, it } from 'vitest';
import {
  layoutFields,
  receptiveField,
  strongestPerPixel,
  weightHistogram,
  weightStatistics,
} from './weightMath.ts';

// Three sources onto two targets, [pre, post].
const data = { sources: 3, targets: 2, values: Float32Array.of(1, -2, 0, 4, -3, 0.5) };

describe('weights', () => {
  it('are turned so that rows are targets', () => {
    expect([...strongestPerPixel(data, 3, 2)]).toEqual([1, 0, -3, -2, 4, 0.5]);
  });

  it('keep sign and size of the strongest when several share a pixel', () => {
    expect([...strongestPerPixel(data, 1, 2)]).toEqual([-3, 4]);
  });

  it('count symmetrically around zero', () => {
    expect([...weightHistogram(data.values, 4, 3)]).toEqual([2, 3, 1]);
    expect([...weightHistogram(Float32Array.of(-9, 9, 0), 1, 3)]).toEqual([1, 1, 1]);
    expect([...weightHistogram(new Float32Array(4), 0, 3)]).toEqual([4, 0, 0]);
  });

  it('have the statistics of a hand calculation', () => {
    const statistics = weightStatistics(Float32Array.of(-1, 1, 3, 5));
    expect(statistics).toEqual({
      lowest: -1,
      highest: 5,
      mean: 2,
      deviation: Math.sqrt(5),
      largest: 5,
    });
  });

  it('of one target and channel form an image', () => {
    const values = Float32Array.from({ length: 2 * 2 * 2 * 3 }, (_, i) => i);
    const image = {
      sources: 8,
      targets: 3,
      values,
      sourceImage: { height: 2, width: 2, channels: 2 },
    };
    expect([...receptiveField(image, 1, 1)]).toEqual([4, 10, 16, 22]);
  });

  it('as images fill the area without overlap, or say how many fit', () => {
    const ten = layoutFields(10, { height: 28, width: 28 }, 400, 200);
    expect(ten.shown).toBe(10);
    expect(ten.columns * (ten.cellWidthPx + 4)).toBeLessThanOrEqual(404);
    expect(ten.rows * (ten.cellHeightPx + 4)).toBeLessThanOrEqual(204);
    const many = layoutFields(5000, { height: 28, width: 28 }, 400, 200);
    expect(many.shown).toBeLessThan(5000);
    expect(many.cellWidthPx).toBeGreaterThanOrEqual(14);
  });
});
