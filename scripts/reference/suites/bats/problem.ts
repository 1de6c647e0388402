import type { ConvShape } from '../../../../src/engine/methods/bats/kernel.ts';
import type { LayerConstants } from '../../../../src/engine/methods/bats/referenceLayer.ts';
import type { LossOfSample, LossSpec } from '../../../../src/engine/methods/bats/referenceLoss.ts';
import type { SamplePass } from '../../../../src/engine/methods/bats/referenceNetwork.ts';
import type { LayerParams, Padded } from './fields.ts';

/** A network of the vectors in the order of our arrays: weights [input][neuron]. */
export type ProblemLayer =
  | {
      readonly kind: 'dense';
      readonly inputs: number;
      readonly neurons: number;
      readonly constants: LayerConstants;
      readonly weights: Float64Array;
    }
  | {
      readonly kind: 'conv';
      readonly shape: ConvShape;
      readonly constants: LayerConstants;
      readonly weights: Float64Array;
    }
  | { readonly kind: 'pool'; readonly x: number; readonly y: number; readonly channels: number };

/** An engine around a problem. */
export interface Engine {
  sample(inputs: readonly (readonly number[])[], lossOf: LossOf): SamplePass;
  /** Takes over a step of Adam from the mean gradients; `step` counts from 1. */
  adam(gradients: readonly (Float64Array | null)[], options: AdamStep): void;
  weights(layer: number): Float64Array;
}

/** What the engine's own loss is asked for, or errors given from outside. */
export type LossOf =
  | { readonly kind: 'given'; readonly errors: (trains: number[][]) => LossOfSample }
  | (LossSpec & { readonly kind: 'count' | 'firstSpike'; readonly label: number });

export interface AdamStep {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly step: number;
}

export function constantsOf(params: LayerParams, tMax?: number | null): LayerConstants {
  return {
    tauSyn: params.tau_s,
    threshold: params.theta,
    reset: params.delta_theta,
    maxSpikes: params.max_spikes,
    tMax: params.t_max ?? tMax ?? Infinity,
  };
}

/** [neuron][input] → [input][neuron]. */
export function transposed(weights: readonly (readonly number[])[]): Float64Array {
  const nNeurons = weights.length;
  const nInputs = weights[0]?.length ?? 0;
  const values = new Float64Array(nInputs * nNeurons);
  weights.forEach((row, j) => row.forEach((weight, i) => (values[i * nNeurons + j] = weight)));
  return values;
}

export function trainsOf(padded: Padded): number[][] {
  return padded.map(
    (train) => train.filter((time) => time !== null && time < Infinity) as number[],
  );
}
