import { describe, expect, it } from 'vitest';
import { decimate } from './decimate.ts';
import { finiteDomain, growDomain } from './domain.ts';

describe('reducing a line', () => {
  it('leaves short lines alone and keeps gaps', () => {
    const path = decimate((i) => i * 10, [1, 2, NaN, NaN, 5], 0, 5);
    expect([...path]).toEqual([0, 1, 10, 2, NaN, NaN, 40, 5]);
  });

  it('keeps the lowest and highest value of each pixel', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 50));
    values[5003] = 40;
    values[7007] = -30;
    const path = decimate((i) => i / 100, values, 0, values.length);
    const ys = [...path].filter((_, i) => i % 2 === 1);
    const xs = [...path].filter((_, i) => i % 2 === 0);
    expect(path.length / 2).toBeLessThanOrEqual(400);
    expect([Math.max(...ys), Math.min(...ys)]).toEqual([40, -30]);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
  });
});

describe('domains', () => {
  it('grow and never shrink', () => {
    expect(growDomain(null, [1, 2])).toEqual([1, 2]);
    expect(growDomain([0, 5], [1, 9])).toEqual([0, 9]);
  });

  it('ignore what is not a number', () => {
    expect(finiteDomain([NaN, 3, Infinity, -1])).toEqual([-1, 3]);
    expect(finiteDomain([NaN])).toBeNull();
  });
});
