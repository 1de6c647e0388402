/** Copies of an experiment with one part replaced; the only places that know how it nests. */
import type { Connection, Experiment, Layer } from '../experiment.ts';

export function withLayers(experiment: Experiment, layers: readonly Layer[]): Experiment {
  return { ...experiment, network: { ...experiment.network, layers } };
}

export function withConnections(
  experiment: Experiment,
  connections: readonly Connection[],
): Experiment {
  return { ...experiment, network: { ...experiment.network, connections } };
}

/** The experiment with one layer changed; itself when there is no such layer. */
export function changeLayer(
  experiment: Experiment,
  layerId: string,
  change: (layer: Layer) => Layer,
): Experiment {
  const layers = experiment.network.layers.map((layer) =>
    layer.id === layerId ? change(layer) : layer,
  );
  const same = layers.every((layer, index) => layer === experiment.network.layers[index]);
  return same ? experiment : withLayers(experiment, layers);
}

export function layerOf(experiment: Experiment, layerId: string): Layer | undefined {
  return experiment.network.layers.find((layer) => layer.id === layerId);
}
