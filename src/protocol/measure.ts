/** What a trained network costs and how it decides, measured on samples; and the gradients it gets. */
import type { Split } from './dataset.ts';

export interface MeasureRequest {
  /** The first samples of the test split; all of them when it has fewer. */
  readonly samples: number;
}

export interface LayerMeasure {
  readonly id: string;
  readonly neurons: number;
  /** Mean over the samples, of the whole layer. */
  readonly spikes: number;
  /** Synapses that a spike of the layer reaches: mean over its neurons, its own loop included. */
  readonly fanOut: number;
}

/** All means are over the samples. */
export interface MeasureReport {
  readonly samples: number;
  /** Layers whose neurons fire, in network order. */
  readonly layers: readonly LayerMeasure[];
  /** Spikes of all neurons, the input left out. */
  readonly spikes: number;
  /** Spikes of the input; 0 where it is a constant. */
  readonly inputSpikes: number;
  /** Additions that spikes cause: each spike, the input's included, times its fan-out. */
  readonly synapticOperations: number;
  /** Products of a constant input with its weights, once a sample; 0 where the input spikes. */
  readonly inputProducts: number;
  /**
   * From the onset until the answer is the final one and stays so; null where that never happened.
   */
  readonly decisionMs: number | null;
  /** Share of the samples that were decided at all: a silent readout decides nothing. */
  readonly decided: number;
  readonly presentationMs: number;
}

export interface GradientRequest {
  readonly split: Extract<Split, 'train'>;
  readonly indices: readonly number[];
  /** Weights to be used in place of the run's own where names and sizes agree; null for none. */
  readonly weights: ReadonlyMap<string, Float32Array | Float64Array> | null;
}

export interface ParameterGradient {
  /** `layer/role` or `layer/weights/connection`. */
  readonly id: string;
  /** ∂L/∂w as the optimiser is given it, mean over the samples; weights as `[pre, post]`. */
  readonly values: Float64Array;
}

export interface GradientReport {
  readonly samples: number;
  /** Parameters that took the weights of the request. */
  readonly taken: readonly string[];
  readonly gradients: readonly ParameterGradient[];
}
