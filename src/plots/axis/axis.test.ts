import { describe, expect, it } from 'vitest';
import { clampWindow, createAxisLink, zoomWindow } from './axisLink.ts';
import { formatCount, formatValue } from './formatValue.ts';

describe('axis link', () => {
  it('moves a window into the extent before cutting it', () => {
    const extent = { start: 0, end: 100 };
    expect(clampWindow({ start: -20, end: 20 }, extent)).toEqual({ start: 0, end: 40 });
    expect(clampWindow({ start: 90, end: 130 }, extent)).toEqual({ start: 60, end: 100 });
    expect(clampWindow({ start: -50, end: 500 }, extent)).toEqual(extent);
  });

  it('keeps the value under the pointer in place while zooming', () => {
    expect(zoomWindow({ start: 0, end: 100 }, 25, 0.5)).toEqual({ start: 12.5, end: 62.5 });
  });

  it('follows a growing extent only while everything is shown', () => {
    const link = createAxisLink();
    link.setExtent({ start: 0, end: 50 });
    link.setExtent({ start: 0, end: 80 });
    expect(link.window()).toEqual({ start: 0, end: 80 });
    link.setWindow({ start: 10, end: 20 });
    link.setExtent({ start: 0, end: 90 });
    expect(link.window()).toEqual({ start: 10, end: 20 });
    link.fit();
    expect(link.window()).toEqual({ start: 0, end: 90 });
  });

  it('tells listeners once per change and stops when asked', () => {
    const link = createAxisLink();
    const seen: string[] = [];
    const stop = link.subscribe((change) => seen.push(change));
    link.setCursor(3);
    link.setCursor(3);
    link.setExtent({ start: 0, end: 10 });
    stop();
    link.setCursor(null);
    expect(seen).toEqual(['cursor', 'window']);
  });
});

describe('value format', () => {
  it('keeps three significant digits', () => {
    expect(['0', '0.123', '12.3', '123', '1230', '−0.5', '2e-5', '–']).toEqual(
      [0, 0.12345, 12.345, 123.45, 1234.5, -0.5, 0.00002, NaN].map(formatValue),
    );
    expect(formatCount(12000)).toBe('12\u202f000');
  });
});
