import { expect, it } from 'vitest';
import { neuronPlace } from './neuronPlace.ts';

it('finds the row of a neuron in a raster', () => {
  const raster = { kind: 'raster', shape: [10], channelsShown: 32 };
  expect(neuronPlace(raster, 3, 200, 100)).toEqual({
    leftPx: 0,
    topPx: 30,
    widthPx: 200,
    heightPx: 10,
  });
  // Of a thousand neurons a row is a tenth of a pixel: the mark stays to be seen.
  const many = neuronPlace({ ...raster, shape: [1000] }, 500, 200, 100);
  expect(many?.heightPx).toBe(3);
  expect((many?.topPx ?? 0) + 1.5).toBeCloseTo(50.05, 6);
});

it('finds the dot of a neuron in rows', () => {
  const dots = { kind: 'neurons', shape: [64], channelsShown: 32 };
  // 16 columns of 12 px, 4 px from the edges.
  expect(neuronPlace(dots, 17, 200, 56)).toEqual({
    leftPx: 16,
    topPx: 16,
    widthPx: 12,
    heightPx: 12,
  });
});

it('finds the pixel of a neuron in an image that is centred', () => {
  const image = { kind: 'image', shape: [4, 4, 1], channelsShown: 32 };
  expect(neuronPlace(image, 6, 200, 100)).toEqual({
    leftPx: 50 + 2 * 25,
    topPx: 25,
    widthPx: 25,
    heightPx: 25,
  });
});

it('finds the map of a neuron, and none for a map that is not drawn', () => {
  const maps = { kind: 'maps', shape: [2, 2, 2], channelsShown: 32 };
  const place = neuronPlace(maps, 7, 202, 100);
  expect(place).toEqual({ leftPx: 102 + 50, topPx: 50, widthPx: 50, heightPx: 50 });
  expect(neuronPlace({ ...maps, channelsShown: 1 }, 7, 202, 100)).toBeNull();
  expect(neuronPlace({ ...maps, kind: 'decision' }, 0, 202, 100)).toBeNull();
});
