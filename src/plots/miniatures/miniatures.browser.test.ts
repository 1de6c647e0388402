import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { readTheme } from '../theme.ts';
import { drawFeatureMaps, gridColumns } from './drawFeatureMaps.ts';
import { drawMiniClassBars, drawRateBar } from './drawMiniBars.ts';
import { drawMiniImage } from './drawMiniImage.ts';
import { drawMiniNeurons } from './drawMiniNeurons.ts';
import { drawMiniRaster } from './drawMiniRaster.ts';
import { drawMiniSample } from './drawMiniSample.ts';
import { drawSpikesNow } from './drawSpikesNow.ts';

const WIDTH = 176;
const HEIGHT = 64;
let host: TestHost;
afterEach(() => host.remove());

function mount(): HTMLCanvasElement {
  host = createTestHost(WIDTH, HEIGHT);
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `display:block;width:${WIDTH}px;height:${HEIGHT}px`;
  host.container.append(canvas);
  return canvas;
}

it('mini raster: a tick for each spike, density for many', () => {
  const canvas = mount();
  const theme = readTheme(host.container);
  const few = { size: 4, steps: 10, neurons: Uint32Array.of(3), times: Float32Array.of(5) };
  expect(drawMiniRaster(canvas, few, theme)).toBe('ticks');
  expect(host.pixel(WIDTH / 2 + 1, 56)).toEqual([255, 0, 0]);
  expect(host.pixel(WIDTH / 2 + 1, 8)).toEqual([254, 254, 254]);
  const neurons = Uint32Array.from({ length: 5000 }, (_, i) => i % 800);
  const times = Float32Array.from(neurons, (_, i) => i % 25);
  expect(drawMiniRaster(canvas, { size: 800, steps: 25, neurons, times }, theme)).toBe('density');
});

it('mini neurons: a full dot for the most spikes, a smaller one for fewer, a ring for none', () => {
  const canvas = mount();
  // Two columns and one row: cells of 56 px in the middle.
  drawMiniNeurons(canvas, { counts: Float32Array.of(8, 1, 0) }, readTheme(host.container));
  const ground = host.pixel(2, 2);
  const centre = (neuron: number) => WIDTH / 2 + (neuron - 1) * 56;
  expect(host.pixel(centre(0), HEIGHT / 2)).not.toEqual(ground);
  expect(host.pixel(centre(1), HEIGHT / 2)).not.toEqual(ground);
  expect(host.pixel(centre(2), HEIGHT / 2)).toEqual(ground);
  // 18 px from the middle only the largest has colour.
  expect(host.pixel(centre(0) + 18, HEIGHT / 2)).not.toEqual(ground);
  expect(host.pixel(centre(1) + 18, HEIGHT / 2)).toEqual(ground);
});

it('spikes now: lit where they are, fading with age, and nothing of what is still to come', () => {
  const canvas = mount();
  const theme = readTheme(host.container);
  const raster = { kind: 'raster', shape: [4], channelsShown: 32 };
  // Neuron 3 fires now, neuron 0 half of its glow ago.
  const spikes = { neurons: Uint32Array.of(0, 3), times: Float32Array.of(3, 5) };
  drawSpikesNow(canvas, raster, { steps: 10, at: 5, glowSteps: 4, ...spikes }, theme);
  const alpha = (x: number, y: number): number =>
    canvas.getContext('2d')?.getImageData(x, y, 1, 1).data[3] ?? -1;
  expect(alpha(WIDTH * 0.55, 56)).toBe(255);
  expect(host.pixel(WIDTH * 0.55, 56)).toEqual([0, 255, 0]);
  expect(alpha(WIDTH * 0.35, 8)).toBeCloseTo(128, -1);
  expect(alpha(WIDTH * 0.2, 40)).toBe(0);
  expect(alpha(WIDTH * 0.9, 40)).toBeCloseTo(0.82 * 255, -1);

  // As dots the neuron of the spike is lit, over a veil on all others.
  const dots = { kind: 'neurons', shape: [3], channelsShown: 32 };
  const one = { neurons: Uint32Array.of(2), times: Float32Array.of(5) };
  drawSpikesNow(canvas, dots, { steps: 10, at: 5, glowSteps: 4, ...one }, theme);
  expect(alpha(WIDTH / 2 + 56, HEIGHT / 2)).toBe(255);
  expect(alpha(WIDTH / 2, HEIGHT / 2)).toBeCloseTo(0.6 * 255, -1);
});

it('feature maps: a bright pixel lands in its channel', () => {
  const canvas = mount();
  const values = new Float32Array(2 * 2 * 2);
  values[1] = 30; // top left pixel of channel 1
  drawFeatureMaps(canvas, { height: 2, width: 2, channels: 2, values }, readTheme(host.container));
  expect(gridColumns(2, 1, WIDTH, HEIGHT)).toBe(2);
  expect(host.pixel(WIDTH / 2 + 1 + 16, 16)).toEqual([0x10, 0x70, 0x10]);
  expect(host.pixel(WIDTH / 2 - 1 - 48, 16)).toEqual([254, 254, 254]);
});

it('rate bar, class bars and image are to scale', () => {
  const canvas = mount();
  const theme = readTheme(host.container);
  drawRateBar(canvas, { rateHz: 25, maxHz: 100 }, theme);
  expect(host.pixel(WIDTH * 0.24, 30)).toEqual([0x50, 0x50, 0x50]);
  expect(host.pixel(WIDTH * 0.26, 30)).toEqual([254, 254, 254]);
  drawMiniClassBars(canvas, { scores: Float32Array.of(1, 4), predicted: 1, trueClass: 0 }, theme);
  expect(host.pixel(WIDTH * 0.75, 20)).toEqual([255, 0, 0]);
  expect(host.pixel(WIDTH * 0.25, HEIGHT - 3)).toEqual([0, 255, 0]);
  drawMiniImage(canvas, { height: 1, width: 2, channels: 1, values: Float32Array.of(0, 1) }, theme);
  expect(host.pixel(WIDTH * 0.6, 30)).toEqual([255, 0, 0]);
  expect(host.pixel(WIDTH * 0.4, 30)).toEqual([254, 254, 254]);
});

it('samples without axes: a point at its place, values as bars from zero, spikes at their times', () => {
  const canvas = mount();
  const theme = readTheme(host.container);
  const trueClass = null;
  const [red, ground] = [
    [255, 0, 0],
    [254, 254, 254],
  ];
  const domain = [0, 1] as const;
  const point = { kind: 'point', x: 0.25, y: 0.75, xDomain: domain, yDomain: domain } as const;
  drawMiniSample(canvas, { ...point, trueClass }, theme);
  expect(host.pixel(WIDTH / 4, HEIGHT / 4)).toEqual(red);
  expect(host.pixel(WIDTH / 4, 0.75 * HEIGHT)).toEqual(ground);
  const values = Float32Array.of(1, -1);
  drawMiniSample(canvas, { kind: 'vector', values, trueClass }, theme);
  expect(host.pixel(WIDTH / 4, HEIGHT / 4)).toEqual(red);
  expect(host.pixel(WIDTH / 4, 0.75 * HEIGHT)).toEqual(ground);
  expect(host.pixel(0.75 * WIDTH, 0.75 * HEIGHT)).toEqual(red);
  const spikes = { timesMs: Float32Array.of(5, 10), inputs: Uint16Array.of(1, 0) };
  drawMiniSample(canvas, { kind: 'spikes', size: 2, ...spikes, trueClass }, theme);
  expect(host.pixel(WIDTH / 2, 0.75 * HEIGHT)).toEqual(red);
  expect(host.pixel(WIDTH / 2, HEIGHT / 4)).toEqual(ground);
});
