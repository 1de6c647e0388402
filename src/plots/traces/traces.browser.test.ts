import { afterEach, expect, it } from 'vitest';
import { scaleLinear } from 'd3-scale';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createTraces } from './createTraces.ts';
import type { TracesData } from './tracesData.ts';
import { layoutTraces, membraneDomain } from './tracesLayout.ts';

let host: TestHost;
afterEach(() => host.remove());

const data: TracesData = {
  steps: 50,
  dtMs: 1,
  threshold: 1,
  resetValue: 0,
  refractorySteps: 5,
  traces: [
    {
      neuron: 7,
      label: 'n 7',
      membrane: Float32Array.from({ length: 50 }, (_, k) => (k < 20 ? k / 20 : k < 25 ? 0 : 0.5)),
      spikeSteps: Float32Array.of(20),
    },
    {
      neuron: 8,
      label: 'n 8',
      membrane: new Float32Array(50).fill(0.25),
      spikeSteps: new Float32Array(0),
    },
  ],
};

it('draws the trace, the threshold, the spike up to 1.2 θ and the refractory band', () => {
  host = createTestHost(800, 300);
  const plot = createTraces(host.container);
  plot.setData(data);
  plot.flush();
  const [first, second] = layoutTraces(800, 300, 2);
  if (!first || !second) throw new Error('two panels expected');
  const y = scaleLinear()
    .domain(membraneDomain(data))
    .range([first.topPx + first.heightPx, first.topPx]);
  const x = (step: number): number => first.leftPx + (step / 50) * first.widthPx;
  expect(host.pixel(x(20), y(1.18))).toEqual([255, 0, 0]);
  expect(host.pixel(x(20), y(1.23))).not.toEqual([255, 0, 0]);
  expect(host.pixel(x(22.5), y(0.6))).toEqual([0xc0, 0xc0, 0xc0]);
  expect(host.pixel(x(26), y(0.62))).not.toEqual([0xc0, 0xc0, 0xc0]);
  const dashes = host.count('#707070', {
    x: first.leftPx,
    y: Math.round(y(1)) - 1,
    width: first.widthPx,
    height: 3,
  });
  expect(dashes).toBeGreaterThan(first.widthPx * 0.4);
  expect(dashes).toBeLessThan(first.widthPx * 0.8);
  expect(
    host.count('#ff0000', {
      x: second.leftPx,
      y: second.topPx,
      width: second.widthPx,
      height: second.heightPx,
    }),
  ).toBe(0);
  expect(plot.summary()).toBe(
    'n 7: 1 spike, v from 0 to 0.95. n 8: 0 spikes, v from 0.25 to 0.25.',
  );
  expect(plot.toCsv().split('\n')[21]).toBe('20,0,1,0.25,0');
  plot.destroy();
});

it('prints the redraw time of eight traces of 10,000 steps', () => {
  host = createTestHost(1000, 450);
  const plot = createTraces(host.container, { mode: 'overlay' });
  plot.setData({
    ...data,
    steps: 10_000,
    traces: Array.from({ length: 8 }, (_, i) => ({
      neuron: i,
      label: `n ${i}`,
      membrane: Float32Array.from({ length: 10_000 }, (_, k) => Math.abs(Math.sin(k / (20 + i)))),
      spikeSteps: Float32Array.from({ length: 100 }, (_, k) => k * 100),
    })),
  });
  plot.flush();
  const start = performance.now();
  for (let i = 0; i < 10; i += 1) {
    plot.update({ mode: 'overlay' });
    plot.flush();
  }
  console.log(`traces, 8 × 10,000 steps: ${((performance.now() - start) / 10).toFixed(2)} ms`);
  expect(host.count('#303030')).toBeGreaterThan(100);
  plot.destroy();
});

it('draws neither threshold nor spikes for currents, and names them', () => {
  host = createTestHost(800, 300);
  const plot = createTraces(host.container);
  plot.setData({ ...data, quantity: 'current', threshold: null, refractorySteps: 0 });
  plot.flush();
  expect(host.count('#ff0000')).toBe(0);
  expect(host.count('#c0c0c0')).toBe(0);
  expect(plot.summary()).toContain('n 8: 0 spikes, i from 0.25 to 0.25.');
  plot.destroy();
});

it('puts current and membrane on scales of their own, and rings the crossing of the marked spike', () => {
  host = createTestHost(800, 300);
  const seen: unknown[] = [];
  const plot = createTraces(host.container, { onHover: (mark) => seen.push(mark) });
  const [trace] = data.traces;
  if (!trace) throw new Error('a trace expected');
  const current = { ...trace, membrane: new Float32Array(50).fill(40), label: 'i of 7' };
  const both: TracesData = {
    ...data,
    traces: [
      { ...current, quantity: 'current' },
      { ...trace, quantity: 'membrane' },
    ],
  };
  plot.setData(both);
  plot.flush();
  const [above, below] = layoutTraces(800, 300, 2);
  if (!above || !below) throw new Error('two panels expected');
  const areaOf = (area: typeof above) => ({
    x: area.leftPx,
    y: area.topPx,
    width: area.widthPx,
    height: area.heightPx,
  });
  // Threshold, spikes and the refractory band belong to the membrane alone.
  expect(host.count('#ff0000', areaOf(above))).toBe(0);
  expect(host.count('#c0c0c0', areaOf(above))).toBe(0);
  expect(host.count('#ff0000', areaOf(below))).toBeGreaterThan(0);
  expect(plot.summary()).toBe('i of 7: 1 spike, i from 40 to 40. n 7: 1 spike, v from 0 to 0.95.');
  const x = below.leftPx + (20 / 50) * below.widthPx;
  host.point('pointermove', x + 3, below.topPx + 10);
  expect(seen.at(-1)).toEqual({ neuron: 7, spikeStep: 20 });
  host.point('pointermove', x + 40, below.topPx + 10);
  expect(seen.at(-1)).toEqual({ neuron: 7, spikeStep: null });

  const overlay = [...host.container.querySelectorAll('canvas')].at(-1)?.getContext('2d');
  const y = scaleLinear()
    .domain(membraneDomain(both, 'membrane'))
    .range([below.topPx + below.heightPx, below.topPx]);
  const greenAt = (px: number, py: number): boolean => {
    const [red, green] = overlay?.getImageData(px, py, 1, 1).data ?? [];
    return green === 255 && red === 0;
  };
  plot.update({ marked: { neuron: 7, spikeStep: 20 } });
  plot.flush();
  expect(greenAt(Math.round(x) + 6, Math.round(y(1)))).toBe(true);
  plot.update({ marked: null });
  plot.flush();
  expect(greenAt(Math.round(x) + 6, Math.round(y(1)))).toBe(false);
  plot.destroy();
});

it('keeps the range that neurons have grown to while others are looked at, until it is fitted', () => {
  host = createTestHost(800, 300);
  const plot = createTraces(host.container);
  const [trace] = data.traces;
  if (!trace) throw new Error('a trace expected');
  const shown = (neuron: number, peak: number): TracesData => ({
    ...data,
    traces: [{ ...trace, neuron, membrane: new Float32Array(50).fill(peak) }],
  });
  const [area] = layoutTraces(800, 300, 1);
  if (!area) throw new Error('a panel expected');
  /** Dashes of the threshold at the height that a range up to `peak` gives it. */
  const isFor = (peak: number): boolean => {
    plot.flush();
    const y = scaleLinear()
      .domain(membraneDomain(shown(1, peak)))
      .range([area.topPx + area.heightPx, area.topPx]);
    const row = { x: area.leftPx, y: Math.round(y(1)) - 1, width: area.widthPx, height: 3 };
    return host.count('#707070', row) > area.widthPx * 0.3;
  };
  plot.setData(shown(1, 4));
  plot.setData(shown(1, 2));
  expect(isFor(4)).toBe(true);
  plot.setData(shown(9, 2));
  expect([isFor(4), isFor(2)]).toEqual([false, true]);
  plot.setData(shown(1, 2));
  expect(isFor(4)).toBe(true);
  host.point('dblclick', area.leftPx + 50, area.topPx + 50);
  expect([isFor(4), isFor(2)]).toEqual([false, true]);
  plot.destroy();
});
