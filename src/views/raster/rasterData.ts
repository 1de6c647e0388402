/** From the activity of a sample to what the raster draws. Pure. */
import type { RasterData } from '#plots/raster/rasterData.ts';
import type { Activity } from '#state/frames/parts.ts';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { messages } from './messages.ts';

/**
 * All layers in network order, without those that only reshape: their spikes are drawn already.
 * A constant input is drawn as shades, a layer whose neurons never fire as an empty band that says so.
 */
export function rasterData({ sample, layers }: Activity, infos: readonly LayerInfo[]): RasterData {
  return {
    steps: sample.steps,
    dtMs: sample.dtMs,
    layers: layers.flatMap(({ id, size, neurons, times, values }) => {
      const info = infos.find((candidate) => candidate.id === id);
      if (info?.onlyReshapes === true) return [];
      const base = { id, name: info?.name ?? id, size, neurons, times };
      if (values.length > 0) return [{ ...base, values, note: messages.constant }];
      const model = info?.silentModel ?? null;
      return [model === null ? base : { ...base, note: messages.neverFires(model) }];
    }),
  };
}

export function className(classes: readonly string[], index: number): string {
  return classes[index] ?? String(index);
}
