import { afterEach, expect, it } from 'vitest';
import type { TestHost } from '../surface/testHost.ts';
import { createTestHost } from '../surface/testHost.ts';
import type { ConnectionData } from './connectionData.ts';
import { createNeuronWeights } from './createNeuronWeights.ts';

let host: TestHost;
afterEach(() => host.remove());

const nameOf = (index: number): string => `neuron ${index}`;

function mount(data: ConnectionData) {
  host = createTestHost(400, 168);
  const plot = createNeuronWeights(host.container, { label: 'From Input' });
  plot.setData(data);
  plot.flush();
  return plot;
}

it('draws weights as bars, up and blue above zero, down and orange below', () => {
  const plot = mount({ values: Float32Array.of(2, -1), image: null, nameOf });
  const [left, width, top, height] = [8, 400 - 124 - 8, 8, 168 - 48];
  expect(host.pixel(left + width * 0.25, top + height * 0.25)).toEqual([0, 0, 255]);
  expect(host.pixel(left + width * 0.75, top + height * 0.25)).toEqual([254, 254, 254]);
  expect(host.pixel(left + width * 0.75, top + height * 0.7)).toEqual([255, 128, 0]);
  expect(host.pixel(left + width * 0.75, top + height * 0.8)).toEqual([254, 254, 254]);
  expect(plot.summary()).toBe('2 weights from −1 to 2, mean 0.5, standard deviation 1.5.');
  expect(plot.toCsv()).toBe('place,weight\nneuron 0,2\nneuron 1,-1\n');
  plot.destroy();
});

it('draws a receptive field as an image, zero in the colour of the ground', () => {
  const values = Float32Array.of(1, 0, -1, 0);
  const plot = mount({ values, image: { height: 2, width: 2, channels: 1 }, nameOf });
  // As high as there is room, in the middle of the 268 pixels beside the scale.
  const left = 8 + (268 - 120) / 2;
  expect(host.pixel(left + 30, 8 + 30)).toEqual([0, 0, 255]);
  expect(host.pixel(left + 30, 8 + 90)).toEqual([255, 128, 0]);
  expect(Math.min(...host.pixel(left + 90, 8 + 30))).toBeGreaterThan(250);
  plot.destroy();
});

it('says so when there are none', () => {
  const plot = mount({ values: new Float32Array(0), image: null, nameOf });
  expect(plot.summary()).toBe('No weights.');
  plot.destroy();
});
