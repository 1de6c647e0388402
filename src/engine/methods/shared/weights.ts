/** Weights in float64: where they start. */
import { stringParam } from '#model/params.ts';
import { nameHash } from '#model/random/nameHash.ts';
import { createStream } from '#model/random/stream.ts';
import type { ParameterSpec } from '../../network/parameters.ts';
import { initialDistribution } from '../../network/parameters.ts';

/**
 * Initial values of a parameter; biases are drawn like the weights, as input spikes have weights too.
 * The numbers of a seed are those that rules in time steps start from, before rounding to float32.
 */
export function initialWeights(spec: ParameterSpec, seed: number): Float64Array {
  const values = new Float64Array(spec.shape.reduce((size, extent) => size * extent, 1));
  const stream = createStream(seed, 'weights', nameHash(spec.id));
  const { width, mean } = initialDistribution(spec.layer, spec.fanIn);
  const normal = stringParam(spec.layer.params, 'init') === 'normal';
  for (let i = 0; i < values.length; i++) {
    values[i] = mean + width * (normal ? stream.normal() : 2 * stream.uniform() - 1);
  }
  return values;
}
