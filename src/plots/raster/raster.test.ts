import { describe, expect, it } from 'vitest';
import type { PixelBand } from './paintBand.ts';
import { paintBand } from './paintBand.ts';
import { layoutBands, layoutRaster, neuronAt } from './rasterLayout.ts';
import { isInOrder, visibleSpikes } from './visibleSpikes.ts';
import { binWidthMs, layerStatistics, neuronRatesHz, rateHistogram } from './rates.ts';

const RAMP = Uint32Array.from({ length: 256 }, (_, i) => 1000 + i);

function band(size: number, heightPx: number, stride: number): PixelBand {
  return { pixels: new Uint32Array(stride * heightPx), stride, topPx: 0, heightPx, size };
}

describe('painting a band', () => {
  it('marks a spike in its row, 80 % high, from its step on', () => {
    const target = band(4, 40, 100);
    const spikes = { neurons: Uint32Array.of(2), times: Float32Array.of(5) };
    const view = { startStep: 0, pxPerStep: 10, leastPx: 1 };
    expect(paintBand(target, spikes, view, { spike: 7, ramp: RAMP })).toEqual({
      mode: 'ticks',
      max: 1,
    });
    const lit = [...target.pixels.keys()].filter((i) => target.pixels[i] === 7);
    const rows = lit.map((i) => Math.floor(i / 100));
    const columns = lit.map((i) => i % 100);
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([21, 28]);
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([50, 51]);
  });

  it('switches to density where one pixel holds several spikes, and colours by count', () => {
    const target = band(100, 10, 20);
    const spikes = { neurons: Uint32Array.of(0, 1, 2, 95), times: Float32Array.of(3, 3, 3, 8) };
    const view = { startStep: 0, pxPerStep: 1, leastPx: 1 };
    expect(paintBand(target, spikes, view, { spike: 7, ramp: RAMP })).toEqual({
      mode: 'density',
      max: 3,
    });
    expect(target.pixels[3]).toBe(1255);
    expect(target.pixels[9 * 20 + 8]).toBe(1072);
    expect(target.pixels.includes(7)).toBe(false);
  });

  it('leaves out what lies outside the window', () => {
    const target = band(2, 4, 10);
    const spikes = { neurons: Uint32Array.of(0, 1), times: Float32Array.of(1, 30) };
    const result = paintBand(
      target,
      spikes,
      { startStep: 2, pxPerStep: 1, leastPx: 1 },
      { spike: 7, ramp: RAMP },
    );
    expect(result.max).toBe(0);
    expect(target.pixels.every((pixel) => pixel === 0)).toBe(true);
  });
});

describe('raster layout', () => {
  it('fills the height, keeps order and lets small layers live', () => {
    const bands = layoutBands([784, 800, 10], 8, 400);
    const last = bands[2];
    expect(bands.every((entry) => entry.heightPx >= 30)).toBe(true);
    expect((last?.topPx ?? 0) + (last?.heightPx ?? 0)).toBeGreaterThan(400);
    expect((last?.topPx ?? 0) + (last?.heightPx ?? 0)).toBeLessThanOrEqual(408);
  });

  it('finds the neuron under the pointer with index 0 at the top', () => {
    const { bands } = layoutRaster(800, 400, [10, 20]);
    const [first, second] = bands;
    if (!first || !second) throw new Error('two bands expected');
    expect(neuronAt(bands, first.topPx)).toEqual({ band: 0, neuron: 0 });
    expect(neuronAt(bands, second.topPx + second.heightPx - 0.01)).toEqual({ band: 1, neuron: 19 });
    expect(neuronAt(bands, first.topPx + first.heightPx + 2)).toBeNull();
  });
});

describe('rates', () => {
  const layer = {
    id: 'a',
    name: 'A',
    size: 4,
    neurons: Uint32Array.of(0, 0, 1, 3),
    times: Float32Array.of(0, 10, 10, 19),
  };
  const data = { steps: 20, dtMs: 1, layers: [layer] };

  it('counts per neuron and second', () => {
    expect([...neuronRatesHz(layer, 20, 1)]).toEqual([100, 50, 0, 50]);
    expect(layerStatistics(layer, 20, 1)).toEqual({ silent: 1, meanRateHz: 50, firstMs: 0 });
  });

  it('bins on whole multiples and conserves spikes', () => {
    const histogram = rateHistogram(data, { startMs: 0, endMs: 20 }, 5);
    expect([...histogram.ratesHz]).toEqual([50, 0, 100, 50]);
    const zoomed = rateHistogram(data, { startMs: 9, endMs: 16 }, 5);
    expect([zoomed.startMs, ...zoomed.ratesHz]).toEqual([5, 0, 100, 50]);
  });

  it('does not dilute the last bin by time that does not exist', () => {
    const histogram = rateHistogram(data, { startMs: 0, endMs: 20 }, 8);
    expect(histogram.ratesHz[2]).toBeCloseTo(1000 / (4 * 4), 4);
  });

  it('chooses 1-2-5 bins wide enough to see', () => {
    expect([
      binWidthMs(1, 0.1, 3),
      binWidthMs(1, 0.5, 3),
      binWidthMs(1, 1, 3),
      binWidthMs(1, 2, 3),
    ]).toEqual([1, 2, 5, 10]);
  });
});

describe('spikes in sight', () => {
  const times = Float32Array.from({ length: 100 }, (_, i) => i / 2);
  const layer = { neurons: Uint32Array.from(times, (_, i) => i), times };

  it('are those of the window and of a step beside it, where spikes come in order', () => {
    expect(isInOrder(times)).toBe(true);
    const { neurons, times: seen } = visibleSpikes(layer, true, { start: 20, end: 30 }, 2);
    expect([seen.at(0), seen.at(-1)]).toEqual([9, 15.5]);
    expect([...neurons]).toEqual(Array.from(seen, (time) => time * 2));
    expect(visibleSpikes(layer, true, { start: -50, end: 500 }, 2).times).toHaveLength(100);
  });

  it('are all of them, where they come in no order', () => {
    expect(isInOrder(Float32Array.of(1, 3, 2))).toBe(false);
    const any = { neurons: Uint32Array.of(0, 1, 2), times: Float32Array.of(1, 3, 2) };
    expect(visibleSpikes(any, false, { start: 0, end: 1 }, 1).times).toHaveLength(3);
  });
});
