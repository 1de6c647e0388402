/**
 * One sample's way back: the error that reaches each spike, the strongest paths from the loss to the
 * input, and the pass itself as positions that can be walked through.
 *
 * All numbers are those of the batch that holds this one sample, before gradient clipping.
 */
import type { EquationTerm } from '#model/equation.ts';
import type { SampleResult } from './frame.ts';

/**
 * What an error is the derivative of the loss by: a spike (0 or 1), its time (per ms), the number of
 * spikes of its neuron, or the value of a neuron without spikes.
 */
export type ErrorKind = 'spike' | 'time' | 'count' | 'rate';

export interface ErrorEvents {
  /** Parallel lists, ordered by time in steps; fractions where time is continuous. */
  readonly neurons: Uint32Array;
  readonly times: Float32Array;
  readonly errors: Float32Array;
}

export interface LayerErrors {
  readonly id: string;
  readonly size: number;
  readonly kind: ErrorKind;
  /** The error of each spike; one event a neuron at time 0 where it belongs to all of time. */
  readonly events: ErrorEvents;
  readonly isStatic: boolean;
  /**
   * ∂L/∂u at (neuron, step) for rules in time steps, where it is not negligible beside the largest;
   * null for other rules and layers without membranes.
   */
  readonly field: ErrorEvents | null;
}

/** From an error of a later layer to the spike before it that takes it over. */
export interface ErrorArrow {
  readonly fromLayer: string;
  readonly fromNeuron: number;
  /** Steps; null where a neuron has no time. */
  readonly fromTime: number | null;
  readonly toLayer: string;
  readonly toNeuron: number;
  readonly toTime: number | null;
  /** Error times derivative: the part of the error of the target that comes this way. */
  readonly error: number;
}

export type WalkTerm = EquationTerm;

/** One position of the walk: an equation, and the same with its numbers. */
export interface WalkPosition {
  readonly layerId: string;
  /** The neuron of the equation; null where it is about the whole layer. */
  readonly neuron: number | null;
  /** Steps; null where it is about all of time. */
  readonly time: number | null;
  /** What happens here, in words. */
  readonly title: string;
  /** TeX. */
  readonly equation: string;
  readonly numbers: string;
  readonly terms: readonly WalkTerm[];
}

export interface GradientNorm {
  /** `layer/role` or `layer/weights/connection`. */
  readonly id: string;
  readonly layerId: string;
  /** Euclidean norm of ∂L/∂w over the parameter. */
  readonly norm: number;
}

export interface Explanation {
  readonly sample: SampleResult;
  /** Loss of the sample, without regularisation. */
  readonly loss: number;
  /** In network order. */
  readonly layers: readonly LayerErrors[];
  readonly gradients: readonly GradientNorm[];
  /** Strongest first. */
  readonly paths: readonly ErrorArrow[];
  readonly walk: readonly WalkPosition[];
  /** Positions of the whole pass; `walk` holds some hundreds of them when there are more. */
  readonly walkLength: number;
}

export interface BackwardPass extends Explanation {
  readonly ruleId: string;
  /** Finished updates of the weights that were used. */
  readonly update: number;
}

export interface ExplainRequest {
  readonly split: 'train' | 'test';
  readonly sampleIndex: number;
}
