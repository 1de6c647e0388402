/** A page of the weights of a layer on tfjs. */
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { WeightSlice } from '#protocol/frame.ts';
import type { LayerRuntime } from '../../network/layerRuntime.ts';
import { weightPage } from './weightPage.ts';

/** Null for a layer without weights. */
export async function readWeights(
  layer: LayerRuntime,
  analysis: NetworkAnalysis,
  from: number,
): Promise<WeightSlice | null> {
  const own = layer.parameters.find((parameter) => parameter.role === 'weights');
  if (own === undefined) return null;
  const values = (await own.tensor.data()) as Float32Array;
  return weightPage({ layerId: layer.plan.layer.id, values, shape: own.shape, analysis, from });
}
