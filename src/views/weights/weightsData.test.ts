import { expect, it } from 'vitest';
import type { WeightSlice } from '#protocol/frame.ts';
import { pageOf, targetOf, weightsData } from './weightsData.ts';

const slice: WeightSlice = {
  layerId: 'hidden',
  kind: 'dense',
  targets: 100,
  from: 64,
  count: 2,
  sources: 3,
  image: null,
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
  histogram: Uint32Array.of(0, 5, 1),
  range: 8,
};

it('turns rows of targets into rows of sources and keeps where the page starts', () => {
  const data = weightsData(slice);
  expect([...data.values]).toEqual([1, 4, 2, 5, 3, 6]);
  expect(data).toMatchObject({ sources: 3, targets: 2, firstTarget: 64, allTargets: 100 });
  expect(data.layer).toEqual({ counts: slice.histogram, limit: 8 });
  expect(data.sourceImage).toBeUndefined();
});

it('passes on that the sources form an image', () => {
  const image = { height: 1, width: 3, channels: 1 };
  expect(weightsData({ ...slice, image }).sourceImage).toEqual(image);
});

it('finds the filter of a neuron in a feature map', () => {
  expect(targetOf({ kind: 'dense', targets: 100 }, 70)).toBe(70);
  // Neuron 70 of maps with 12 channels lies in channel 70 − 5 · 12.
  expect(targetOf({ kind: 'conv', targets: 12 }, 70)).toBe(10);
});

it('turns to the page that a neuron or its filter is on', () => {
  expect([pageOf({ filters: null }, 70), pageOf({ filters: null }, 63)]).toEqual([64, 0]);
  expect(pageOf({ filters: 12 }, 70)).toBe(0);
  expect([pageOf(undefined, 70), pageOf({ filters: null }, null)]).toEqual([0, 0]);
});
