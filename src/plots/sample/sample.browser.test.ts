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
