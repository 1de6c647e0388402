import { expect, it } from 'vitest';
import type { RasterData, RasterPoint } from './rasterData.ts';
import { moveOfKey, walkRaster } from './walk.ts';

const layer = (id: string, size: number, spikes: readonly (readonly [number, number])[]) => ({
  id,
  name: id,
  size,
  neurons: Uint32Array.from(spikes, ([neuron]) => neuron),
  times: Float32Array.from(spikes, ([, time]) => time),
});

const data: RasterData = {
  steps: 20,
  dtMs: 1,
  layers: [
    layer('in', 2, []),
    layer('hidden', 3, [
      [2, 4],
      [0, 9.5],
      [2, 12],
    ]),
  ],
};
const at = (layerId: string, neuron: number, spikeStep: number | null, step = 0): RasterPoint => ({
  layerId,
  neuron,
  spikeStep,
  step: spikeStep === null ? step : Math.floor(spikeStep),
});

it('begins at the first spike there is', () => {
  expect(walkRaster(data, null, 'nextNeuron')).toEqual(at('hidden', 2, 4));
  const silent = { ...data, layers: [layer('in', 2, [])] };
  expect(walkRaster(silent, null, 'nextSpike')).toEqual(at('in', 0, null));
  expect(walkRaster({ ...data, layers: [] }, null, 'nextSpike')).toBeNull();
});

it('goes from neuron to neuron through the layers, to the spike nearest in time', () => {
  const first = walkRaster(data, at('in', 1, null, 8), 'nextNeuron');
  expect(first).toEqual(at('hidden', 0, 9.5));
  const silent = walkRaster(data, first, 'nextNeuron');
  expect(silent).toEqual(at('hidden', 1, null, 9));
  expect(walkRaster(data, silent, 'nextNeuron')).toEqual(at('hidden', 2, 12));
  expect(walkRaster(data, at('hidden', 2, 12), 'nextNeuron')).toEqual(at('hidden', 2, 12));
  expect(walkRaster(data, at('hidden', 0, 9.5), 'previousNeuron')).toEqual(at('in', 1, null, 9));
});

it('goes from spike to spike of a neuron and stays at the last', () => {
  const last = walkRaster(data, at('hidden', 2, 4), 'nextSpike');
  expect(last).toEqual(at('hidden', 2, 12));
  expect(walkRaster(data, last, 'nextSpike')).toEqual(last);
  expect(walkRaster(data, last, 'previousSpike')).toEqual(at('hidden', 2, 4));
});

it('knows its keys', () => {
  expect(moveOfKey({ key: 'ArrowRight', shiftKey: true })).toBe('nextSpike');
  expect(moveOfKey({ key: 'ArrowRight', shiftKey: false })).toBeNull();
  expect(moveOfKey({ key: 'PageDown', shiftKey: false })).toBe('nextLayer');
});
