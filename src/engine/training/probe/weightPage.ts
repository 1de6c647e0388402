/** A page of a layer's weights and the histogram of all of them. */
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { WeightSlice } from '#protocol/frame.ts';

/** Targets of one page: as many small images as a panel can show. */
const WEIGHT_PAGE_TARGETS = 64;
const HISTOGRAM_BINS = 61;

export interface WeightPageRequest {
  readonly layerId: string;
  /** All weights of one connection, targets along the last axis. */
  readonly values: Float32Array | Float64Array;
  /** `[inputs, targets]`, or `[height, width, channels, filters]`. */
  readonly shape: readonly number[];
  readonly analysis: NetworkAnalysis;
  /** First target of the page. */
  readonly from: number;
}

export function weightPage(request: WeightPageRequest): WeightSlice {
  const { layerId, values, shape, analysis, from } = request;
  const isConv = shape.length === 4;
  const targets = shape.at(-1) ?? 0;
  const sources = values.length / targets;
  const first = Math.min(Math.max(0, from), Math.max(0, targets - 1));
  const count = Math.min(WEIGHT_PAGE_TARGETS, targets - first);
  const page = new Float32Array(count * sources);
  for (let target = 0; target < count; target++) {
    for (let source = 0; source < sources; source++) {
      page[target * sources + source] = values[source * targets + first + target]!;
    }
  }
  return {
    layerId,
    kind: isConv ? 'conv' : 'dense',
    targets,
    from: first,
    count,
    sources,
    image: isConv
      ? { height: shape[0] ?? 0, width: shape[1] ?? 0, channels: shape[2] ?? 0 }
      : sourceImage(layerId, analysis),
    values: page,
    ...histogramOf(values),
  };
}

function histogramOf(values: Float32Array | Float64Array): {
  histogram: Uint32Array;
  range: number;
} {
  let range = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > range) range = size;
  }
  const histogram = new Uint32Array(HISTOGRAM_BINS);
  const factor = range === 0 ? 0 : (HISTOGRAM_BINS - 1) / (2 * range);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.round((values[i]! + range) * factor);
    histogram[bin] = histogram[bin]! + 1;
  }
  return { histogram, range };
}

/** The maps that a dense layer's inputs came from, when a Flatten lies before it. */
function sourceImage(layerId: string, { plan }: NetworkAnalysis): WeightSlice['image'] {
  const from = plan.find(({ layer }) => layer.id === layerId)?.inputs[0]?.connection.from;
  const source = plan.find(({ layer }) => layer.id === from);
  const shape = source?.entry.id === 'flatten' ? source.inputs[0]?.shape : undefined;
  if (shape?.length !== 3) return null;
  return { height: shape[0], width: shape[1], channels: shape[2] };
}
