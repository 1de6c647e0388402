/** Removing, copying, renaming and moving layers. */
import { NAME_MAX_CHARS } from '../bounds.ts';
import type { Connection, Experiment, Layer } from '../experiment.ts';
import { freshConnectionId, freshLayerId, freshLayerName } from './ids.ts';
import { changeLayer, withConnections, withLayers } from './parts.ts';
import type { Place } from './placement.ts';

/** Offset of a copy from its original. */
const COPY_OFFSET_PX = 40;

/** Removes layers, their connections, and the selection when it was among them. */
export function removeLayers(experiment: Experiment, layerIds: readonly string[]): Experiment {
  const { layers, connections } = experiment.network;
  const left = layers.filter((layer) => !layerIds.includes(layer.id));
  if (left.length === layers.length) return experiment;
  const view = layerIds.includes(experiment.view.layerId)
    ? { ...experiment.view, layerId: '', neurons: [] }
    : experiment.view;
  return {
    ...experiment,
    view,
    network: {
      layers: left,
      connections: connections.filter(
        (c) => !layerIds.includes(c.from) && !layerIds.includes(c.to),
      ),
    },
  };
}

/** Copies layers together with the connections among them; the first copy is selected. */
export function duplicateLayers(experiment: Experiment, layerIds: readonly string[]): Experiment {
  const { layers, connections } = experiment.network;
  return pasteLayers(
    experiment,
    layers.filter((layer) => layerIds.includes(layer.id)),
    connections,
  );
}

/** Adds copies of the given layers under fresh names, with the connections among them. */
export function pasteLayers(
  experiment: Experiment,
  layers: readonly Layer[],
  connections: readonly Connection[],
): Experiment {
  const newIds = new Map<string, string>();
  let next = experiment;
  for (const layer of layers) {
    const copy: Layer = {
      ...layer,
      id: freshLayerId(next, layer.kind),
      name: freshLayerName(next, layer.name),
      position: {
        x: layer.position.x + COPY_OFFSET_PX,
        y: layer.position.y + COPY_OFFSET_PX,
      },
    };
    newIds.set(layer.id, copy.id);
    next = withLayers(next, [...next.network.layers, copy]);
  }
  for (const connection of connections) {
    const from = newIds.get(connection.from);
    const to = newIds.get(connection.to);
    if (from === undefined || to === undefined) continue;
    const id = freshConnectionId(next, from, to);
    next = withConnections(next, [...next.network.connections, { id, from, to }]);
  }
  const selected = newIds.get(layers[0]?.id ?? '');
  return selected === undefined
    ? experiment
    : { ...next, view: { ...next.view, layerId: selected, neurons: [] } };
}

/** Gives a layer a name; blanks at the ends go, an empty name changes nothing. */
export function renameLayer(experiment: Experiment, layerId: string, name: string): Experiment {
  const trimmed = name.trim().slice(0, NAME_MAX_CHARS);
  if (trimmed === '') return experiment;
  return changeLayer(experiment, layerId, (layer) =>
    layer.name === trimmed ? layer : { ...layer, name: trimmed },
  );
}

/** Puts layers at new places, rounded to whole pixels; the others stay. */
export function moveLayers(experiment: Experiment, places: ReadonlyMap<string, Place>): Experiment {
  let moved = false;
  const layers = experiment.network.layers.map((layer) => {
    const place = places.get(layer.id);
    if (place === undefined) return layer;
    const position = { x: Math.round(place.x), y: Math.round(place.y) };
    if (position.x === layer.position.x && position.y === layer.position.y) return layer;
    moved = true;
    return { ...layer, position };
  });
  return moved ? withLayers(experiment, layers) : experiment;
}
