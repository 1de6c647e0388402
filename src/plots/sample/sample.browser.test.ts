import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createSample } from './createSample.ts';

let host: TestHost;
afterEach(() => host.remove());

it('draws an image from ground to spike colour, with its class under it', () => {
  host = createTestHost(200, 224);
  const plot = createSample(host.container);
  plot.setData({
    kind: 'image',
    height: 2,
    width: 2,
    channels: 1,
    values: Float32Array.of(1, 0, 0, 1),
    trueClass: 'seven',
  });
  plot.flush();
  expect(host.pixel(50, 50)).toEqual([255, 0, 0]);
  expect(host.pixel(150, 50)).toEqual([254, 254, 254]);
  expect(host.pixel(150, 150)).toEqual([255, 0, 0]);
  expect(host.count('#101010', { x: 0, y: 200, width: 200, height: 24 })).toBeGreaterThan(20);
  expect(plot.summary()).toBe('Image of 2 × 2 pixels, true class seven.');
  plot.destroy();
});

it('draws a point at its place and a vector as bars', () => {
  host = createTestHost(300, 300);
  const plot = createSample(host.container);
  plot.setData({ kind: 'point', x: 0.5, y: 1, xDomain: [0, 1], yDomain: [0, 1], trueClass: null });
  plot.flush();
  expect(host.count('#ff0000', { x: 44, y: 0, width: 240, height: 20 })).toBeGreaterThan(20);
  expect(host.count('#ff0000', { x: 44, y: 60, width: 240, height: 240 })).toBe(0);
  plot.setData({ kind: 'vector', values: Float32Array.of(1, 0, 0.5), trueClass: null });
  plot.flush();
  expect(host.pixel(56 + 236 / 6, 30)).toEqual([255, 0, 0]);
  expect(host.pixel(56 + (236 * 5) / 6, 30)).not.toEqual([255, 0, 0]);
  expect(plot.toCsv()).toBe('index,value\n0,1\n1,0\n2,0.5\n');
  plot.destroy();
});

it('draws spikes at their moments', () => {
  host = createTestHost(216, 168);
  const plot = createSample(host.container);
  const [timesMs, inputs] = [Float32Array.of(50, 100), Uint16Array.of(0, 1)];
  plot.setData({ kind: 'spikes', size: 2, timesMs, inputs, trueClass: 'b' });
  plot.flush();
  // 200 × 100 pixels from (8, 4): the first spike in the middle above, the other at the end below.
  expect(host.pixel(108, 29)).toEqual([255, 0, 0]);
  expect(host.pixel(108, 79)).not.toEqual([255, 0, 0]);
  expect(host.pixel(207, 79)).toEqual([255, 0, 0]);
  expect(plot.summary()).toBe('2 spikes of 2 inputs in 100 ms, true class b.');
  expect(plot.toCsv()).toBe('time_ms,input\n50,0\n100,1\n');
  plot.destroy();
});
