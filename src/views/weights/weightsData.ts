/** From a page of weights in a frame to what the plot draws. Pure. */
import type { WeightSlice } from '#protocol/frame.ts';
import type { WeightsData } from '#plots/weights/weightsData.ts';

/** The frame has a row per target; the plot, like every weight in the engine, a row per source. */
export function weightsData(slice: WeightSlice): WeightsData {
  const { sources, count, values, image, from, targets, histogram, range } = slice;
  const turned = new Float32Array(values.length);
  for (let target = 0; target < count; target++) {
    for (let source = 0; source < sources; source++) {
      turned[source * count + target] = values[target * sources + source]!;
    }
  }
  return {
    sources,
    targets: count,
    values: turned,
    firstTarget: from,
    allTargets: targets,
    layer: { counts: histogram, limit: range },
    ...(image === null ? {} : { sourceImage: image }),
  };
}

/** Targets the worker sends at once. */
export const PAGE_TARGETS = 64;

/** First target of the page that shows the weights of a neuron; 0 without one. */
export function pageOf(
  layer: { readonly filters: number | null } | undefined,
  neuron: number | null,
): number {
  if (layer === undefined || neuron === null) return 0;
  const target = layer.filters === null ? neuron : neuron % layer.filters;
  return target - (target % PAGE_TARGETS);
}

/** The target that a neuron takes its weights from: itself, or the filter of its map (channels last). */
export function targetOf(
  { kind, targets }: Pick<WeightSlice, 'kind' | 'targets'>,
  neuron: number,
): number {
  return kind === 'conv' ? neuron % targets : neuron;
}
