/** Layers with random times and weights, for tests. */
import type { RandomStream } from '#model/random/stream.ts';
import { createStream } from '#model/random/stream.ts';
import type { FirstSpikeNeuron } from '../response.ts';

export interface RandomLayer {
  readonly samples: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly nIn: number;
  readonly nOut: number;
  readonly neuron: FirstSpikeNeuron;
}

export interface RandomLayerOptions {
  readonly nIn: number;
  readonly nOut: number;
  readonly batch: number;
  readonly tauRatio: number;
  readonly tauSyn?: number;
  readonly mean?: number;
  readonly deviation?: number;
  /** Latest input, in τ_s. */
  readonly range?: number;
  /** Share of inputs without a spike. */
  readonly missing?: number;
  /** Share of inputs that spike together, in the middle of the range. */
  readonly together?: number;
  readonly seed: number;
}

/** θ = 1 and g_l = 1/r. */
function neuronOfRatio(tauRatio: number, tauSyn = 1): FirstSpikeNeuron {
  return { tauRatio, tauSyn, drive: 1 / tauRatio };
}

export function randomLayer(options: RandomLayerOptions): RandomLayer {
  const { nIn, nOut, batch, tauRatio, tauSyn = 1, mean = 0.4, deviation = 0.8, seed } = options;
  const stream = createStream(seed, 'noise');
  return {
    nIn,
    nOut,
    neuron: neuronOfRatio(tauRatio, tauSyn),
    samples: Array.from({ length: batch }, () => randomTimes(options, stream, tauSyn)),
    weights: Float64Array.from({ length: nIn * nOut }, () => mean + deviation * stream.normal()),
  };
}

function randomTimes(
  { nIn, range = 2, missing = 0, together = 0 }: RandomLayerOptions,
  stream: RandomStream,
  tauSyn: number,
): Float64Array {
  return Float64Array.from({ length: nIn }, () => {
    const kind = stream.uniform();
    const time = tauSyn * range * stream.uniform();
    if (kind < missing) return Infinity;
    return kind < missing + together ? (tauSyn * range) / 2 : time;
  });
}
