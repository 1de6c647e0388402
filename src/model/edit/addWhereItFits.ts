/** Where a layer goes when it is added without pointing at a place. */
import type { Catalog, Refusal } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment, Layer } from '../experiment.ts';
import type { NewLayer } from './addLayer.ts';
import { addAfter, addLayer, insertOnConnection } from './addLayer.ts';
import { connect } from './connections.ts';
import { layerOf } from './parts.ts';
import type { Place } from './placement.ts';
import { COLUMN_PX, placeAfter } from './placement.ts';
import { connectionRefusal, newIssues } from './refusal.ts';

/**
 * Why a layer cannot go into a connection, or null when it can.
 *
 * Only what the insertion breaks counts, as in `connectionRefusal`.
 */
export function insertRefusal(
  experiment: Experiment,
  catalog: Catalog,
  connectionId: string,
  layer: NewLayer,
): Refusal | null {
  const inserted = insertOnConnection(experiment, catalog, connectionId, layer);
  if (inserted === experiment) {
    return {
      reason: 'A recurrent connection has no room for a layer.',
      remedy: 'Drop it on another connection.',
    };
  }
  const issue = newIssues(experiment, inserted, catalog)[0];
  return issue === undefined ? null : { reason: issue.reason, remedy: issue.remedy };
}

/**
 * Adds a layer and connects it as far as that is legal: into the connection that leaves the layer
 * `afterId`, else behind that layer, else beside it without a connection. Without such a layer, the
 * one before the readout is taken.
 */
export function addWhereItFits(
  experiment: Experiment,
  catalog: Catalog,
  layer: NewLayer,
  afterId: string,
): Experiment {
  const { role } = entryOf(catalog.layers, layer.kind);
  if (role === 'input') return addInput(experiment, catalog, layer);
  const after = anchor(experiment, catalog, afterId);
  if (after === undefined) return addLayer(experiment, catalog, layer, { x: 0, y: 0 });
  const leaving = experiment.network.connections.filter(
    (c) => c.from === after.id && c.to !== after.id,
  );
  const only = leaving.length === 1 ? leaving[0] : undefined;
  if (
    role !== 'readout' &&
    only !== undefined &&
    insertRefusal(experiment, catalog, only.id, layer) === null
  ) {
    return insertOnConnection(experiment, catalog, only.id, layer);
  }
  const alone = addLayer(experiment, catalog, layer, placeAfter(experiment, after));
  return connectionRefusal(alone, catalog, after.id, alone.view.layerId) === null
    ? addAfter(experiment, catalog, layer, after.id)
    : alone;
}

/** The layer a new one follows: the named one, or the one that feeds the readout, or the last. */
function anchor(experiment: Experiment, catalog: Catalog, afterId: string): Layer | undefined {
  const { layers, connections } = experiment.network;
  const isEnd = (layer: Layer): boolean => entryOf(catalog.layers, layer.kind).role === 'readout';
  const named = layerOf(experiment, afterId);
  if (named !== undefined && !isEnd(named)) return named;
  const end = named ?? layers.find(isEnd);
  const feeder = connections.find((c) => c.to === end?.id && c.from !== c.to);
  return (
    layers.find((layer) => layer.id === feeder?.from) ?? layers.findLast((layer) => !isEnd(layer))
  );
}

/** Puts an input left of everything and connects it to the first layer that waits for one. */
function addInput(experiment: Experiment, catalog: Catalog, layer: NewLayer): Experiment {
  const { layers, connections } = experiment.network;
  const leftmost = layers.reduce<Place | null>(
    (best, { position }) => (best === null || position.x < best.x ? position : best),
    null,
  );
  const place = leftmost === null ? { x: 0, y: 0 } : { x: leftmost.x - COLUMN_PX, y: leftmost.y };
  const added = addLayer(experiment, catalog, layer, place);
  const waiting = layers.find(
    (other) =>
      !connections.some((c) => c.to === other.id && c.from !== other.id) &&
      connectionRefusal(added, catalog, added.view.layerId, other.id) === null,
  );
  return waiting === undefined ? added : connect(added, added.view.layerId, waiting.id);
}
