/** What the network asks of a layer kind: all time steps forward, all time steps back. */
import type * as tf from '@tensorflow/tfjs-core';
import type { LifCoefficients } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { LayerPlan } from '#model/network/analyse.ts';
import type { SpikeBits } from '../kernels/dense/spikeBits.ts';
import type { SurrogateAttrs } from '../kernels/lif/index.ts';
import type { Parameter, ParameterSpec } from './parameters.ts';

/** What a connection carries. */
export interface Activation {
  /** `[T or 1, B, size]`. */
  readonly values: tf.Tensor;
  /** The same as bits, where nothing but zeros and ones can come; null elsewhere. */
  readonly bits: SpikeBits | null;
}

/** Results of a forward pass that the backward pass and the views need. Tensors are `[T or 1, B, size]`. */
export interface LayerState {
  readonly inputs: readonly Activation[];
  readonly output: tf.Tensor;
  /** Those of the output, as in `Activation`. */
  readonly bits: SpikeBits | null;
  /** Membrane potential before the reset, `[T, B, size]`; null for layers without neurons. */
  readonly membrane: tf.Tensor | null;
  /** What the neurons were driven by, `[T or 1, B, size]`; null for layers without neurons. */
  readonly current: tf.Tensor | null;
  /** Derivative of a rate neuron's output by its current, `[1, B, size]`; null for other layers. */
  readonly slope: tf.Tensor | null;
  /** A tensor that only this layer kind understands. */
  readonly extra: tf.Tensor | null;
}

/** What names the random numbers of a training pass: a sample draws the same in any batch. */
export interface Draws {
  readonly seed: number;
  readonly epoch: number;
  /** Of each sample; see `EncodingContext`. */
  readonly streams: Uint32Array;
}

/** Weighted inputs of a layer's neurons, `[T or 1, B, size]`, and what the backward pass wants of them. */
export interface WeightedSums {
  readonly current: tf.Tensor;
  readonly extra: tf.Tensor | null;
}

export interface LayerGradient {
  /** One per input; null where none was asked for. */
  readonly inputs: readonly (tf.Tensor | null)[];
  /** One per parameter, in the order of `parameters`. */
  readonly parameters: readonly tf.Tensor[];
}

export interface BackwardRequest {
  readonly gradOutput: tf.Tensor | null;
  readonly gradMembrane: tf.Tensor | null;
  readonly surrogate: SurrogateAttrs;
  /** Per input, whether anything before it can use a gradient. */
  readonly needsInput: readonly boolean[];
}

export interface LayerRuntime {
  readonly plan: LayerPlan;
  readonly parameters: readonly Parameter[];
  /** Constants of the neuron model; null for layers without neurons. */
  readonly coefficients: LifCoefficients | null;
  /** Those of each neuron where a substrate gives them their own; null where all are alike. */
  readonly own: readonly LifCoefficients[] | null;
  /** What the neurons are driven by; absent for layers without weights. */
  sums?(inputs: readonly Activation[], withBias: boolean): WeightedSums;
  /**
   * `steps` is T; inputs with one step are the same at every step. Without `draws` neurons that are
   * noisy in training are not.
   */
  forward(inputs: readonly Activation[], steps: number, draws: Draws | null): LayerState;
  backward(state: LayerState, request: BackwardRequest): LayerGradient;
}

export interface RuntimeContext {
  readonly experiment: Experiment;
  readonly coefficients: LifCoefficients | null;
  /** As with `LayerRuntime`. */
  readonly own: readonly LifCoefficients[] | null;
  /** The tensor behind a specification, as the layer uses it. */
  parameter(spec: ParameterSpec): Parameter;
}

export type RuntimeFactory = (plan: LayerPlan, context: RuntimeContext) => LayerRuntime;
