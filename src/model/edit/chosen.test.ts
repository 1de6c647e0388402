import { expect, it } from 'vitest';
import { viewOfLayer, viewOfNeuron } from './chosen.ts';

const view = { layerId: 'a', neurons: [0, 1, 2] };

it('takes a picked neuron alone, or with Shift in and out of those chosen', () => {
  expect(viewOfNeuron(view, 'a', 7, false)).toEqual({ layerId: 'a', neurons: [7] });
  expect(viewOfNeuron(view, 'a', 7, true).neurons).toEqual([0, 1, 2, 7]);
  expect(viewOfNeuron(view, 'a', 1, true).neurons).toEqual([0, 2]);
  expect(viewOfNeuron(view, 'b', 1, true)).toEqual({ layerId: 'b', neurons: [1] });
});

it('lets a ninth neuron take the place of the oldest', () => {
  const full = { layerId: 'a', neurons: [0, 1, 2, 3, 4, 5, 6, 7] };
  expect(viewOfNeuron(full, 'a', 9, true).neurons).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
});

it('starts a layer with as many neurons as it has, four at most', () => {
  expect(viewOfLayer('a', 2).neurons).toEqual([0, 1]);
  expect(viewOfLayer('a', 800).neurons).toEqual([0, 1, 2, 3]);
});
