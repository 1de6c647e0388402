import { createHash } from 'node:crypto';
import type { Experiment } from '#model/experiment.ts';

/** Short key of what a run follows from: all of a document but its names, places and view. */
export function documentKey({ name: _name, view: _view, network, ...rest }: Experiment): string {
  const layers = network.layers.map(({ name: _own, position: _position, ...layer }) => layer);
  const trained = { ...rest, network: { ...network, layers } };
  return createHash('sha256').update(JSON.stringify(trained)).digest('hex').slice(0, 12);
}
