/** Reference vectors of the coarse-scale LIF: formats in the README beside them. */
import type { Suite } from '../suite.ts';
import { cartPole } from './coarse-scale/cartPole.ts';
import { continuous } from './coarse-scale/continuous.ts';
import { network } from './coarse-scale/network.ts';
import { coefficients, neuron } from './coarse-scale/neuron.ts';
import { transfer } from './coarse-scale/transfer.ts';

export const suite: Suite = {
  method: 'coarse-scale',
  files: {
    'coefficients.json': coefficients,
    'neuron.json': neuron,
    'network.json': network,
    'continuous.json': continuous,
    'transfer.json': transfer,
    'cartpole.json': cartPole,
  },
  match: (_name, json) => {
    const kind =
      typeof json === 'object' && json !== null && 'kind' in json ? String(json.kind) : '';
    const byKind: Readonly<Record<string, Suite['files'][string]>> = {
      coefficients,
      neuron,
      network,
      'continuous-lif': continuous,
      'transfer-statistics': transfer,
      cartpole: cartPole,
    };
    return byKind[kind] ?? null;
  },
};
