/** Order in which layers can be computed, each after all that feed it. */
import type { Connection, Layer } from '../experiment.ts';

export interface LayerOrder {
  readonly sorted: readonly Layer[];
  /** Layers that lie on a loop over several layers, or behind one. */
  readonly inCycle: readonly string[];
}

/** Kahn's algorithm; recurrent connections of a layer to itself are no obstacle. */
export function topologicalOrder(
  layers: readonly Layer[],
  connections: readonly Connection[],
): LayerOrder {
  const forward = connections.filter((c) => c.from !== c.to);
  const waitsFor = new Map(
    layers.map((layer) => [layer.id, forward.filter((c) => c.to === layer.id).length]),
  );
  const ready = layers.filter((layer) => waitsFor.get(layer.id) === 0);
  const sorted: Layer[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    sorted.push(next);
    const id = next.id;
    for (const connection of forward) {
      if (connection.from !== id) continue;
      const left = (waitsFor.get(connection.to) ?? 0) - 1;
      waitsFor.set(connection.to, left);
      if (left === 0) {
        const layer = layers.find((candidate) => candidate.id === connection.to);
        if (layer !== undefined) ready.push(layer);
      }
    }
  }
  const done = new Set(sorted.map((layer) => layer.id));
  return {
    sorted,
    inCycle: layers.filter((layer) => !done.has(layer.id)).map((layer) => layer.id),
  };
}
