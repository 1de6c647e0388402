import { describe, expect, it } from 'vitest';
import { rangeOfAll, rebinned } from './distributionData.ts';

const histogram = { low: -2, high: 2, counts: Uint32Array.of(1, 0, 2, 1), apart: 3 };

describe('histograms on one axis', () => {
  it('share the smallest range that holds what is counted', () => {
    const inner = { low: 0, high: 8, counts: Uint32Array.of(0, 4, 0, 0), apart: 0 };
    expect(rangeOfAll([histogram, inner])).toEqual([-2, 4]);
    expect(rangeOfAll([{ low: 0, high: 0, counts: new Uint32Array(4), apart: 9 }])).toBeNull();
  });

  it('keep their shares when they are cut into other bins', () => {
    expect([...rebinned(histogram, [-2, 2], 4)]).toEqual([0.25, 0, 0.5, 0.25]);
    const wider = rebinned(histogram, [-4, 4], 16);
    expect(wider.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect([...wider.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0.125, 0.125]);
    const coarse = rebinned(histogram, [-2, 2], 2);
    expect([...coarse]).toEqual([0.25, 0.75]);
  });
});
