import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { mnistConvExample, mnistDenseExample } from '#catalog/examples/mnist.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { layerInfos } from './layerInfo.ts';

const infos = (experiment: typeof mnistDenseExample.experiment) =>
  layerInfos(analyseNetwork(experiment, catalog));

it('knows which layers have membranes, weights and spikes of their own', () => {
  const [input, flatten, hidden, readout] = infos(mnistDenseExample.experiment);
  expect(input).toMatchObject({ size: 784, hasNeuron: false, onlyReshapes: false });
  expect(flatten).toMatchObject({ onlyReshapes: true, hasWeights: false });
  expect(hidden).toMatchObject({ name: 'Hidden', hasNeuron: true, hasWeights: true });
  expect(hidden?.silentModel).toBeNull();
  expect(readout?.silentModel).toBe('Leaky integrator');
});

it('does not take a pooling layer for one that only reshapes', () => {
  const pool = infos(mnistConvExample.experiment).find(({ id }) => id === 'pool1');
  expect(pool).toMatchObject({ onlyReshapes: false, size: 12 * 12 * 12, filters: null });
  const conv = infos(mnistConvExample.experiment).find(({ id }) => id === 'conv2');
  expect(conv?.filters).toBe(64);
});
