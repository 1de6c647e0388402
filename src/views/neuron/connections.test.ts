import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { mnistConvExample } from '#catalog/examples/mnist.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import type { NeuronWeights } from '#protocol/frame.ts';
import { layerInfos } from '../layers/layerInfo.ts';
import { connectionsCsv, shownConnections, strongest } from './connections.ts';

const infos = layerInfos(analyseNetwork(mnistConvExample.experiment, catalog));

const weights: NeuronWeights = {
  layerId: 'conv1',
  neuron: 5,
  bias: null,
  incoming: [
    {
      layerId: 'input',
      kind: 'conv',
      values: Float32Array.of(0.5, -2, 1, 0),
      image: { height: 2, width: 2, channels: 1 },
    },
    { layerId: 'conv1', kind: 'dense', values: Float32Array.of(0.25, -0.5), image: null },
  ],
  outgoing: [
    {
      layerId: 'conv2',
      kind: 'conv',
      values: Float32Array.of(1, 2, 3, 4),
      image: { height: 1, width: 2, channels: 2 },
    },
  ],
};

it('names connections by the layer at the other end, and places by what lies there', () => {
  const { incoming, outgoing } = shownConnections(weights, infos);
  expect(incoming.map(({ title }) => title)).toEqual(['Filter on Input', 'From its own layer']);
  expect(incoming[0]?.data.nameOf(1)).toBe('row 0, column 1');
  expect(incoming[1]?.data.nameOf(1)).toBe('neuron 1');
  expect(outgoing[0]?.title).toBe('To Conv 64C5, through its filters');
  expect(outgoing[0]?.data.nameOf(3)).toBe('filter 1, row 0, column 1');
  expect([...incoming, ...outgoing].map(({ isDense }) => isDense)).toEqual([false, true, false]);
});

it('lists the strongest first, whatever their sign', () => {
  const [filter] = shownConnections(weights, infos).incoming;
  if (filter === undefined) throw new Error('a connection expected');
  expect(strongest(filter.data, 2).map(({ value }) => value)).toEqual([-2, 1]);
});

it('takes every weight home', () => {
  const rows = connectionsCsv(weights, infos).trim().split('\n');
  expect(rows).toHaveLength(1 + 4 + 2 + 4);
  expect(rows[2]).toBe('Filter on Input,"row 0, column 1",-2');
});
