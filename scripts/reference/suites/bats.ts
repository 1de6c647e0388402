/** The multi-spike method: ../shared/reference/bats/README.md defines the fields. */
import type { MeasureFile, Suite } from '../suite.ts';
import { measureConv } from './bats/conv.ts';
import { measureNetworks } from './bats/network.ts';
import { measureLayers } from './bats/layer.ts';
import { casesOf } from './bats/fields.ts';

const BY_KIND: Readonly<Record<string, MeasureFile>> = {
  single_layer: measureLayers,
  network: measureNetworks,
  conv_network: measureConv,
};

export const suite: Suite = {
  method: 'bats',
  files: {
    'single.json': measureLayers,
    'random.json': measureLayers,
    'network.json': measureNetworks,
    'conv.json': measureConv,
  },
  match: (_name, json) => {
    const kinds = new Set(casesOf(json).map(({ kind }) => kind));
    const [kind] = kinds;
    return kinds.size === 1 && kind !== undefined ? (BY_KIND[kind] ?? null) : null;
  },
};
