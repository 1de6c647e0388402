/** A page of a layer's weights and the histogram of all of them. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { WeightSlice } from '#protocol/frame.ts';
import type { LayerRuntime } from '../../network/layerRuntime.ts';

/** Targets of one page: as many small images as a panel can show. */
const WEIGHT_PAGE_TARGETS = 64;
const HISTOGRAM_BINS = 61;

export async function readWeights(
  layer: LayerRuntime,
  analysis: NetworkAnalysis,
  from: number,
): Promise<WeightSlice | null> {
  const own = layer.parameters.find((parameter) => parameter.role === 'weights');
  if (own === undefined) return null;
  const isConv = own.shape.length === 4;
  const targets = own.shape.at(-1) ?? 0;
  const sources = own.tensor.size / targets;
  const first = Math.min(Math.max(0, from), Math.max(0, targets - 1));
  const count = Math.min(WEIGHT_PAGE_TARGETS, targets - first);
  const page = tf.tidy(() =>
    tf.transpose(
      tf.slice(tf.reshape(own.tensor, [sources, targets]), [0, first], [sources, count]),
    ),
  );
  const [values, all] = await Promise.all([page.data(), own.tensor.data()]);
  page.dispose();
  return {
    layerId: layer.plan.layer.id,
    kind: isConv ? 'conv' : 'dense',
    targets,
    from: first,
    count,
    sources,
    image: isConv
      ? { height: own.shape[0] ?? 0, width: own.shape[1] ?? 0, channels: own.shape[2] ?? 0 }
      : sourceImage(layer, analysis),
    values: Float32Array.from(values),
    ...histogramOf(all as Float32Array),
  };
}

function histogramOf(values: Float32Array): { histogram: Uint32Array; range: number } {
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
function sourceImage(layer: LayerRuntime, analysis: NetworkAnalysis): WeightSlice['image'] {
  const from = layer.plan.inputs[0]?.connection.from;
  const source = analysis.plan.find((plan) => plan.layer.id === from);
  const shape = source?.entry.id === 'flatten' ? source.inputs[0]?.shape : undefined;
  if (shape?.length !== 3) return null;
  return { height: shape[0], width: shape[1], channels: shape[2] };
}
