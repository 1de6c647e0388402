/** Layers as the page names them. */
import type { NetworkAnalysis } from '#model/network/analyse.ts';

export function layerNames({ plan }: NetworkAnalysis): (layerId: string) => string {
  const names = new Map(
    plan.map(({ layer, entry }) => [layer.id, layer.name === '' ? entry.label : layer.name]),
  );
  return (layerId) => names.get(layerId) ?? layerId;
}
