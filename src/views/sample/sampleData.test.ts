import { expect, it } from 'vitest';
import { datasets } from '#catalog/datasets/index.ts';
import { mnist } from '#catalog/datasets/mnist.ts';
import { sampleData } from './sampleData.ts';

it('shows images as images, points as points, and anything else as bars', () => {
  const pixels = new Float32Array(784);
  const image = sampleData({ values: pixels, label: 7 }, mnist);
  expect(image).toMatchObject({
    kind: 'image',
    height: 28,
    width: 28,
    channels: 1,
    trueClass: '7',
  });
  const vector = { shape: [3] as const, classes: ['a', 'b'] };
  expect(sampleData({ values: Float32Array.of(1, 2, 3), label: 1 }, vector)).toMatchObject({
    kind: 'vector',
    trueClass: 'b',
  });
});

it('reads back the place of a point for every data set in the plane', () => {
  const planes = datasets.filter((entry) => 'plane' in entry);
  expect(planes.length).toBeGreaterThan(0);
  for (const entry of planes) {
    const values = Float32Array.from(entry.plane.toInput(0.25, 0.75));
    expect(sampleData({ values, label: 0 }, entry)).toMatchObject({ x: 0.25, y: 0.75 });
  }
});

it('shows samples of spikes as spikes', () => {
  const spikes = { timesMs: Float32Array.of(1, 5), inputs: Uint16Array.of(2, 0) };
  const of = { shape: [3] as const, classes: ['a', 'b'] };
  expect(sampleData({ values: Float32Array.of(1, 0, 1), label: 0, spikes }, of)).toEqual({
    kind: 'spikes',
    size: 3,
    ...spikes,
    trueClass: 'a',
  });
});
