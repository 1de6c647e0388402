import { afterEach, expect, it } from 'vitest';
import { createTestHost } from '../surface/testHost.ts';
import type { TestHost } from '../surface/testHost.ts';
import { createWeights } from './createWeights.ts';
import { layoutWeights } from './drawWeights.ts';

let host: TestHost;
afterEach(() => host.remove());

it('colours sign and size with rows as targets, zero as the ground', () => {
  host = createTestHost(600, 300);
  const chosen: number[] = [];
  const plot = createWeights(host.container, { onSelect: (target) => chosen.push(target) });
  // Three sources onto two targets.
  plot.setData({ sources: 3, targets: 2, values: Float32Array.of(2, 0, 0, -2, 1, 0) });
  plot.flush();
  const { picture } = layoutWeights(600, 300, 'matrix');
  const at = (source: number, target: number): [number, number, number] =>
    host.pixel(
      picture.leftPx + ((source + 0.5) / 3) * picture.widthPx,
      picture.topPx + ((target + 0.5) / 2) * picture.heightPx,
    );
  expect(at(0, 0)).toEqual([0, 0, 255]);
  expect(at(1, 1)).toEqual([255, 128, 0]);
  expect(Math.min(...at(0, 1))).toBeGreaterThan(250);
  const half = at(2, 0);
  expect(half[2]).toBeGreaterThan(half[0]);
  expect(half[0]).toBeGreaterThan(60);
  host.point('click', picture.leftPx + 5, picture.topPx + picture.heightPx - 5);
  expect(chosen).toEqual([1]);
  expect(plot.toCsv().split('\n').slice(0, 3)).toEqual(['source,target,weight', '0,0,2', '0,1,0']);
  expect(plot.summary()).toContain('3 sources × 2 targets, weights from −2 to 2');
  plot.destroy();
});

it('shows incoming weights as images', () => {
  host = createTestHost(600, 300);
  const plot = createWeights(host.container, { mode: 'fields' });
  const values = new Float32Array(4 * 3);
  values[9] = 1; // bottom right pixel (3) of three targets, onto target 0
  values[1] = -1; // top left pixel onto target 1
  plot.setData({
    sources: 4,
    targets: 3,
    values,
    sourceImage: { height: 2, width: 2, channels: 1 },
  });
  plot.flush();
  const { picture } = layoutWeights(600, 300, 'fields');
  const cell = Math.floor((picture.widthPx + 4) / 3) - 4;
  expect(host.pixel(picture.leftPx + cell * 0.75, picture.topPx + cell * 0.75)).toEqual([
    0, 0, 255,
  ]);
  expect(host.pixel(picture.leftPx + cell + 4 + cell * 0.25, picture.topPx + cell * 0.25)).toEqual([
    255, 128, 0,
  ]);
  plot.destroy();
});

it('numbers the targets of a page within the layer and takes the layer for the range', () => {
  host = createTestHost(600, 300);
  const plot = createWeights(host.container);
  plot.setData({
    sources: 1,
    targets: 2,
    values: Float32Array.of(2, -2),
    firstTarget: 64,
    allTargets: 100,
    layer: { counts: Uint32Array.of(10, 80, 10), limit: 4 },
  });
  plot.flush();
  const { picture } = layoutWeights(600, 300, 'matrix');
  const [red, , blue] = host.pixel(picture.leftPx + 20, picture.topPx + 10);
  // Half of the range of the layer is not the full colour.
  expect(blue).toBeGreaterThan(red);
  expect(red).toBeGreaterThan(60);
  expect(plot.toCsv()).toBe('source,target,weight\n0,64,2\n0,65,-2\n');
  plot.destroy();
});

it('prints the time to show 784 × 800 new weights', () => {
  host = createTestHost(600, 300);
  const plot = createWeights(host.container);
  const values = Float32Array.from({ length: 784 * 800 }, (_, i) => Math.sin(i));
  const start = performance.now();
  for (let i = 0; i < 5; i += 1) {
    plot.setData({ sources: 784, targets: 800, values });
    plot.flush();
  }
  console.log(`weights, 784 × 800: ${((performance.now() - start) / 5).toFixed(1)} ms`);
  const { picture } = layoutWeights(600, 300, 'matrix');
  const [red, , blue] = host.pixel(picture.leftPx + 50, picture.topPx + 50);
  expect(Math.abs(red - blue)).toBeGreaterThan(50);
  plot.destroy();
});
