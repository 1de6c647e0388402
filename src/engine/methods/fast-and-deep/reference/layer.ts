/**
 * Exact derivatives of first spike times, and the backward pass of a layer (§4).
 *
 *   D_i = (T − t_i)/τ_s for causal inputs,   S = Σ_causal w_i k′(D_i)
 *   dT/dw_i = −τ_s k(D_i)/S,   dT/dt_i = w_i k′(D_i)/S
 */
import type { FirstSpikeNeuron } from '../response.ts';
import { response, responseSlope } from '../response.ts';

/** Below this slope the crossing is a tangent, where derivatives are infinite (§13.2). */
const TANGENT = 1e-12;

/** Times and weights of one layer on one sample. */
export interface LayerSample {
  /** Times of the inputs, biases included. */
  readonly times: Float64Array;
  /** `[inputs, outputs]`. */
  readonly weights: Float64Array;
  /** Times of the outputs. */
  readonly spikes: Float64Array;
  readonly neuron: FirstSpikeNeuron;
}

/** `[inputs, outputs]` each; zero for inputs that are not causal and for silent outputs. */
export interface TimeDerivatives {
  readonly byWeight: Float64Array;
  readonly byTime: Float64Array;
}

export function timeDerivatives(sample: LayerSample): TimeDerivatives {
  const { times, weights, spikes, neuron } = sample;
  const { tauRatio, tauSyn } = neuron;
  const nOut = spikes.length;
  const byWeight = new Float64Array(times.length * nOut);
  const byTime = new Float64Array(times.length * nOut);
  for (let j = 0; j < nOut; j++) {
    const spike = spikes[j]!;
    if (spike === Infinity) continue;
    let slope = 0;
    for (let i = 0; i < times.length; i++) {
      if (times[i]! > spike) continue;
      slope += weights[i * nOut + j]! * responseSlope((spike - times[i]!) / tauSyn, tauRatio);
    }
    if (Math.abs(slope) < TANGENT) continue;
    for (let i = 0; i < times.length; i++) {
      if (times[i]! > spike) continue;
      const at = i * nOut + j;
      const elapsed = (spike - times[i]!) / tauSyn;
      byWeight[at] = (-tauSyn * response(elapsed, tauRatio)) / slope;
      byTime[at] = (weights[at]! * responseSlope(elapsed, tauRatio)) / slope;
    }
  }
  return { byWeight, byTime };
}

/**
 * Adds one sample's share to `byWeight`, and returns its dL/dt.
 * @param errors dL/dT of the outputs
 * @param maxDwNorm guard: an output whose largest |e dT/dw| exceeds it gives no weight gradient
 */
export function layerBackward(
  sample: LayerSample,
  errors: Float64Array,
  byWeight: Float64Array,
  maxDwNorm: number,
): Float64Array {
  const derivatives = timeDerivatives(sample);
  const nOut = sample.spikes.length;
  const nIn = sample.times.length;
  const byTime = new Float64Array(nIn);
  for (let j = 0; j < nOut; j++) {
    const error = errors[j]!;
    let largest = 0;
    for (let i = 0; i < nIn; i++) {
      const at = i * nOut + j;
      byTime[i] = byTime[i]! + error * derivatives.byTime[at]!;
      largest = Math.max(largest, Math.abs(error * derivatives.byWeight[at]!));
    }
    if (largest > maxDwNorm) continue;
    for (let i = 0; i < nIn; i++) {
      const at = i * nOut + j;
      byWeight[at] = byWeight[at]! + error * derivatives.byWeight[at]!;
    }
  }
  return byTime;
}
