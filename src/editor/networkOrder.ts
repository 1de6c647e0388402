/** Layers in the order signals pass them, the same in the list and in the stack. */
import type { Layer, Network } from '#model/experiment.ts';
import { topologicalOrder } from '#model/network/order.ts';

export function layersInOrder({ layers, connections }: Network): readonly Layer[] {
  const byPlace = layers.toSorted(
    (a, b) => a.position.x - b.position.x || a.position.y - b.position.y,
  );
  const { sorted, inCycle } = topologicalOrder(byPlace, connections);
  return [...sorted, ...byPlace.filter((layer) => inCycle.includes(layer.id))];
}
