/** New layers, alone, between two others, or at the end of one. */
import type { Catalog, LayerEntry, RuleEntry } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment, Layer } from '../experiment.ts';
import { allows, neuronsFor } from '../network/supports.ts';
import { defaultsOf } from '../params.ts';
import { connect, disconnect } from './connections.ts';
import { freshLayerId, freshLayerName } from './ids.ts';
import { layerOf, withLayers } from './parts.ts';
import type { Place } from './placement.ts';
import { COLUMN_PX, placeAfter, pushRight } from './placement.ts';
import { withSuggestedNeuron } from './suggested.ts';

/** What the palette offers: a layer kind, perhaps already connected to itself. */
export interface NewLayer {
  readonly kind: string;
  readonly recurrent?: boolean;
  /** Name of the card; the kind's label when left out. */
  readonly name?: string;
}

/** Adds an unconnected layer with default parameters and selects it. */
export function addLayer(
  experiment: Experiment,
  catalog: Catalog,
  { kind, recurrent = false, name }: NewLayer,
  position: Place,
): Experiment {
  const entry = entryOf(catalog.layers, kind);
  const plain: Layer = {
    id: freshLayerId(experiment, kind),
    kind,
    name: freshLayerName(experiment, name ?? entry.label),
    params: defaultsOf(entry.params),
    position: { x: Math.round(position.x), y: Math.round(position.y) },
  };
  const layer = withFirstNeuron(plain, entry, entryOf(catalog.rules, experiment.rule.id), catalog);
  const added = withLayers(
    { ...experiment, view: { ...experiment.view, layerId: layer.id, neurons: [] } },
    [...experiment.network.layers, layer],
  );
  return recurrent ? connect(added, layer.id, layer.id) : added;
}

/** The kind's own neuron where the rule can train it, else the one the rule suggests. */
function withFirstNeuron(
  layer: Layer,
  entry: LayerEntry,
  rule: RuleEntry,
  catalog: Catalog,
): Layer {
  const id = entry.defaultNeuron;
  if (id === undefined) return layer;
  const neuron = { id, params: defaultsOf(entryOf(catalog.neurons, id).params) };
  const usual = { ...layer, neuron };
  if (allows(neuronsFor(rule, entry.role), id)) return usual;
  const fitted = withSuggestedNeuron(rule, usual, catalog);
  return entry.role === 'readout'
    ? { ...fitted, params: { ...fitted.params, measure: rule.suggests.measure } }
    : fitted;
}

/** Adds a layer with connections from and to two others, pushing what stands right of it aside. */
export function addBetween(
  experiment: Experiment,
  catalog: Catalog,
  layer: NewLayer,
  from: string,
  to: string,
): Experiment {
  const source = layerOf(experiment, from);
  const target = layerOf(experiment, to);
  if (source === undefined || target === undefined) return experiment;
  const x = source.position.x + COLUMN_PX;
  const room = pushRight(experiment, target.position.x, x + COLUMN_PX - target.position.x);
  const y = (source.position.y + target.position.y) / 2;
  const added = addLayer(room, catalog, layer, { x, y });
  const id = added.view.layerId;
  return connect(connect(added, from, id), id, to);
}

/** Puts a layer into a connection: from → new → to. */
export function insertOnConnection(
  experiment: Experiment,
  catalog: Catalog,
  connectionId: string,
  layer: NewLayer,
): Experiment {
  const connection = experiment.network.connections.find((c) => c.id === connectionId);
  if (connection === undefined || connection.from === connection.to) return experiment;
  const opened = disconnect(experiment, [connectionId]);
  return addBetween(opened, catalog, layer, connection.from, connection.to);
}

/** Adds a layer right of another and connects it. */
export function addAfter(
  experiment: Experiment,
  catalog: Catalog,
  layer: NewLayer,
  afterId: string,
): Experiment {
  const after = layerOf(experiment, afterId);
  if (after === undefined) return experiment;
  const added = addLayer(experiment, catalog, layer, placeAfter(experiment, after));
  return connect(added, afterId, added.view.layerId);
}
