import { afterEach, expect, it } from 'vitest';
import { createAxisLink } from '../axis/axisLink.ts';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createRaster } from './createRaster.ts';
import type { RasterData, RasterLayer, RasterPoint } from './rasterData.ts';
import { layoutRaster } from './rasterLayout.ts';

const SPIKE = '#ff0000';
let host: TestHost;
afterEach(() => host.remove());

function layer(id: string, size: number, neurons: number[], times: number[]): RasterLayer {
  return {
    id,
    name: id,
    size,
    neurons: Uint32Array.from(neurons),
    times: Float32Array.from(times),
  };
}

const small: RasterData = {
  steps: 100,
  dtMs: 0.5,
  layers: [layer('in', 4, [3], [0]), layer('hidden', 8, [2, 5], [50, 99])],
};

it('draws each spike as a tick at its time and neuron', () => {
  host = createTestHost(800, 400);
  const plot = createRaster(host.container);
  plot.setData(small);
  plot.flush();
  const { plot: area, bands } = layoutRaster(800, 400, [4, 8]);
  const row = (band: number, neuron: number): number => {
    const entry = bands[band];
    if (!entry) throw new Error('band expected');
    return entry.topPx + ((neuron + 0.5) / entry.size) * entry.heightPx;
  };
  expect(plot.modes()).toEqual(['ticks', 'ticks']);
  expect(host.pixel(area.leftPx + 1, row(0, 3))).toEqual([255, 0, 0]);
  expect(host.pixel(area.leftPx + area.widthPx / 2 + 1, row(1, 2))).toEqual([255, 0, 0]);
  expect(host.pixel(area.leftPx + area.widthPx / 2 + 1, row(1, 5))).not.toEqual([255, 0, 0]);
  expect(host.pixel(area.leftPx + area.widthPx * 0.99 + 1, row(1, 5))).toEqual([255, 0, 0]);
  expect(plot.toCsv()).toBe('layer,neuron,time_ms\nin,3,0\nhidden,2,25\nhidden,5,49.5\n');
  expect(plot.summary()).toContain('hidden: 8 neurons, 6 silent');
  plot.destroy();
});

it('zooms with the link, selects by click and reports what is under the pointer', () => {
  host = createTestHost(800, 400);
  const link = createAxisLink();
  const seen: (RasterPoint | null)[] = [];
  const selected: RasterPoint[] = [];
  const plot = createRaster(host.container, {
    link,
    onHover: (point) => seen.push(point),
    onSelect: (point) => selected.push(point),
  });
  plot.setData(small);
  plot.flush();
  const { plot: area, bands } = layoutRaster(800, 400, [4, 8]);
  const y = (bands[1]?.topPx ?? 0) + 2;
  const x = area.leftPx + area.widthPx * 0.25 + 1;
  host.point('pointermove', x, y);
  host.point('pointerdown', x, y);
  host.point('pointerup', x, y);
  const point = { layerId: 'hidden', neuron: 0, step: 25, spikeStep: null };
  expect(seen.at(-1)).toEqual(point);
  expect(selected).toEqual([point]);
  host.point('pointerdown', area.leftPx + area.widthPx * 0.4, y);
  host.point('pointermove', area.leftPx + area.widthPx * 0.6, y);
  host.point('pointerup', area.leftPx + area.widthPx * 0.6, y);
  expect(link.window().start).toBeCloseTo(20, 0);
  expect(link.window().end).toBeCloseTo(30, 0);
  plot.flush();
  expect(host.count(SPIKE)).toBeGreaterThan(0);
  host.point('dblclick', x, y);
  expect(link.window()).toEqual({ start: 0, end: 50 });
  plot.destroy();
});

it('shades a layer whose values never change, says so, and leaves it out of rates and statistics', () => {
  host = createTestHost(800, 400);
  const plot = createRaster(host.container, { selected: [{ layerId: 'hidden', neuron: 2 }] });
  const quiet = { ...layer('in', 2, [], []), values: Float32Array.of(0, 1), note: 'constant' };
  const hidden = layer('hidden', 8, [2, 5], [50, 99]);
  plot.setData({ steps: 100, dtMs: 0.5, layers: [quiet, hidden] });
  plot.flush();
  const { plot: area, bands } = layoutRaster(800, 400, [2, 8], [true, false]);
  const [low, high] = bands;
  if (!low || !high) throw new Error('two bands expected');
  expect(low.heightPx).toBeLessThan(high.heightPx / 3);
  const right = area.leftPx + area.widthPx - 4;
  expect(host.pixel(right, low.topPx + low.heightPx * 0.25)).toEqual([254, 254, 254]);
  expect(host.pixel(right, low.topPx + low.heightPx * 0.75)).toEqual([255, 0, 0]);
  expect(plot.summary()).toContain('in: 2 neurons, constant. hidden: 8 neurons, 6 silent');
  plot.destroy();
});

it('shows density, without tick colour, where spikes share pixels; prints the redraw time of 1e5 spikes', async () => {
  host = createTestHost(1000, 450);
  let state = 1;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const layers = [784, 800].map((size, index) => {
    const neurons = Array.from({ length: 50_000 }, () => Math.floor(random() * size));
    const times = neurons.map(() => Math.floor(random() * 500));
    return layer(`layer ${index}`, size, neurons, times);
  });
  const link = createAxisLink();
  const plot = createRaster(host.container, { link });
  plot.setData({ steps: 500, dtMs: 1, layers });
  plot.flush();
  expect(plot.modes()).toEqual(['density', 'density']);
  expect(host.count(SPIKE)).toBe(0);
  expect(plot.summary()).toMatch(/shades of how many spikes share a pixel, \d+ at most\./);
  const times = Array.from({ length: 30 }, (_, i) => {
    link.setWindow({ start: i / 1000 + 0.001, end: 500 });
    const start = performance.now();
    plot.flush();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  console.log(
    `raster, 1e5 spikes, 1000 × 450, panning: fastest ${times[0]?.toFixed(2)} ms, median ${times[15]?.toFixed(2)} ms, slowest ${times[29]?.toFixed(2)} ms`,
  );
  const png = await plot.exportPng('Raster', 'seed 1');
  const bitmap = await createImageBitmap(png);
  expect([bitmap.width, bitmap.height]).toEqual([2064, 1068]);
  plot.destroy();
});

it('prints the redraw time of 1e5 spikes zoomed in and panned, as a person does', () => {
  host = createTestHost(1000, 450);
  let state = 7;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const count = 100_000;
  // In order of time, as frames have them.
  const times = Array.from({ length: count }, () => random() * 500).sort((a, b) => a - b);
  const neurons = times.map(() => Math.floor(random() * 800));
  const link = createAxisLink();
  const plot = createRaster(host.container, { link });
  plot.setData({ steps: 500, dtMs: 1, layers: [layer('hidden', 800, neurons, times)] });
  plot.flush();
  for (const [name, length] of [
    ['all', 500],
    ['a tenth', 50],
    ['a hundredth', 5],
    ['a ten-thousandth', 0.05],
  ] as const) {
    const taken = Array.from({ length: 40 }, (_, i) => {
      const start = ((500 - length) * i) / 40;
      link.setWindow({ start, end: start + length * (1 - (i + 1) / 1000) });
      const from = performance.now();
      plot.flush();
      return performance.now() - from;
    }).sort((a, b) => a - b);
    console.log(
      `raster, 1e5 spikes, ${name} of the time shown: fastest ${taken[0]?.toFixed(2)} ms, median ${taken[20]?.toFixed(2)} ms, p95 ${taken[37]?.toFixed(2)} ms`,
    );
  }
  expect(plot.modes()).toEqual(['ticks']);
  plot.destroy();
});

it('takes the spike near the pointer, and walks from spike to spike with keys', () => {
  host = createTestHost(800, 400);
  const link = createAxisLink();
  const seen: (RasterPoint | null)[] = [];
  const selected: [RasterPoint, boolean][] = [];
  const plot = createRaster(host.container, {
    link,
    onHover: (point) => seen.push(point),
    onSelect: (point, add) => selected.push([point, add]),
  });
  plot.setData(small);
  plot.flush();
  const { plot: area, bands } = layoutRaster(800, 400, [4, 8]);
  const y = (bands[1]?.topPx ?? 0) + (2.5 / 8) * (bands[1]?.heightPx ?? 0);
  const atSpike = { layerId: 'hidden', neuron: 2, step: 50, spikeStep: 50 };
  host.point('pointermove', area.leftPx + area.widthPx / 2 - 4, y);
  expect(seen.at(-1)).toEqual(atSpike);
  // The cursor of all time axes stands at the spike, not beside it.
  expect(link.cursor()).toBe(25);

  const canvas = [...host.container.querySelectorAll('canvas')].at(-1);
  const press = (key: string, shiftKey = false): void => {
    canvas?.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
  };
  plot.update({ pointed: atSpike });
  press('ArrowDown');
  expect(seen.at(-1)).toEqual({ layerId: 'hidden', neuron: 3, step: 50, spikeStep: null });
  press('ArrowDown');
  press('ArrowDown');
  expect(seen.at(-1)).toEqual({ layerId: 'hidden', neuron: 5, step: 99, spikeStep: 99 });
  press('Enter', true);
  expect(selected).toEqual([[seen.at(-1), true]]);
  press('PageUp');
  expect(seen.at(-1)).toMatchObject({ layerId: 'in', neuron: 0 });
  press('Escape');
  expect(seen.at(-1)).toBeNull();
  expect(link.cursor()).toBeNull();
  plot.destroy();
});

it('keeps its mark on the neuron when an update moves the spike', () => {
  host = createTestHost(800, 400);
  const link = createAxisLink();
  const seen: (RasterPoint | null)[] = [];
  const plot = createRaster(host.container, { link, onHover: (point) => seen.push(point) });
  plot.setData(small);
  plot.flush();
  plot.update({ pointed: { layerId: 'hidden', neuron: 2, spikeStep: 50 } });
  link.setCursor(25);
  const [input] = small.layers;
  if (!input) throw new Error('a layer expected');
  plot.setData({ ...small, layers: [input, layer('hidden', 8, [5, 2], [50, 60])] });
  const moved = { layerId: 'hidden', neuron: 2, step: 60, spikeStep: 60 };
  expect(seen).toEqual([moved]);
  expect(link.cursor()).toBe(30);
  plot.update({ pointed: moved });
  plot.setData({ ...small, layers: [input, layer('hidden', 8, [5], [50])] });
  expect(seen.at(-1)).toEqual({ ...moved, spikeStep: null });
  plot.destroy();
});

it('zooms with the wheel around the pointer, pans with Shift, and comes back with Escape', () => {
  host = createTestHost(800, 400);
  const link = createAxisLink();
  const plot = createRaster(host.container, { link });
  plot.setData(small);
  plot.flush();
  const { plot: area } = layoutRaster(800, 400, [4, 8]);
  const canvas = [...host.container.querySelectorAll('canvas')].at(-1);
  const box = canvas?.getBoundingClientRect();
  const wheel = (init: WheelEventInit): boolean => {
    const at = { clientX: (box?.left ?? 0) + area.leftPx + area.widthPx / 2, clientY: 100 };
    const event = new WheelEvent('wheel', { ...at, bubbles: true, cancelable: true, ...init });
    canvas?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(wheel({ deltaY: -200 })).toBe(true);
  const { start, end } = link.window();
  expect(end - start).toBeCloseTo(50 * Math.exp(-0.4), 6);
  expect((start + end) / 2).toBeCloseTo(25, 6);
  wheel({ deltaY: 100, shiftKey: true });
  expect(link.window().start).toBeGreaterThan(start);
  canvas?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(link.isWhole()).toBe(true);

  // Inside something that scrolls the wheel scrolls; with Ctrl, as a pinch comes, it zooms.
  const scroller = document.createElement('div');
  Object.assign(scroller.style, { height: '100px', overflow: 'auto' });
  host.container.before(scroller);
  scroller.append(host.container);
  expect(wheel({ deltaY: -200 })).toBe(false);
  expect(link.isWhole()).toBe(true);
  expect(wheel({ deltaY: -20, ctrlKey: true })).toBe(true);
  expect(link.isWhole()).toBe(false);
  plot.destroy();
  scroller.remove();
});
