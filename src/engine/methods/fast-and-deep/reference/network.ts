/** A network of first-spike layers in float64: forward, loss, gradients (§3 to §5). */
import { earliest, timeLoss } from '../../shared/timeLoss.ts';
import type { TimeLoss } from '../../shared/timeLoss.ts';
import type { FirstSpikeNeuron } from '../response.ts';
import { layerBackward } from './layer.ts';
import { firstSpikeTimes } from './spikeTimes.ts';

export interface ReferenceLayer {
  readonly nOut: number;
  /** Times of the bias spikes, inputs after the real ones. */
  readonly biasTimes: readonly number[];
  /** `[real inputs + biases, nOut]`. */
  readonly weights: Float64Array;
  readonly neuron: FirstSpikeNeuron;
}

/** One sample's times in each layer. */
export interface ForwardTimes {
  /** Inputs of each layer with its biases. */
  readonly inputs: readonly Float64Array[];
  readonly spikes: readonly Float64Array[];
}

export interface NetworkGradient {
  /** Mean over the batch. */
  readonly loss: number;
  readonly losses: readonly number[];
  /** First of the earliest outputs, −1 when none spikes. */
  readonly predicted: readonly number[];
  readonly spikes: readonly (readonly Float64Array[])[];
  /** dL/dT of the output layer, by sample. */
  readonly outputErrors: readonly Float64Array[];
  /** By layer. */
  readonly weights: readonly Float64Array[];
  /** By sample, without biases. */
  readonly inputs: readonly Float64Array[];
}

export function forwardTimes(
  layers: readonly ReferenceLayer[],
  sample: Float64Array,
): ForwardTimes {
  const inputs: Float64Array[] = [];
  const spikes: Float64Array[] = [];
  let times = sample;
  for (const { biasTimes, weights, nOut, neuron } of layers) {
    const withBias = Float64Array.from([...times, ...biasTimes]);
    times = firstSpikeTimes(withBias, weights, nOut, neuron);
    inputs.push(withBias);
    spikes.push(times);
  }
  return { inputs, spikes };
}

/** @param maxDwNorm the guard of `layerBackward`; Infinity for none */
export function networkGradient(
  layers: readonly ReferenceLayer[],
  samples: readonly Float64Array[],
  labels: readonly number[],
  loss: TimeLoss,
  maxDwNorm: number,
): NetworkGradient {
  const weights = layers.map((layer) => new Float64Array(layer.weights.length));
  const results = samples.map((sample, b) => {
    const { inputs, spikes } = forwardTimes(layers, sample);
    const outputs = spikes.at(-1) ?? new Float64Array(0);
    const outputErrors = new Float64Array(outputs.length);
    const value = timeLoss(outputs, labels[b]!, loss, 1 / samples.length, outputErrors);
    let errors: Float64Array = outputErrors;
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l]!;
      const times = { times: inputs[l]!, spikes: spikes[l]! };
      const own = { ...times, weights: layer.weights, neuron: layer.neuron };
      const byTime = layerBackward(own, errors, weights[l]!, maxDwNorm);
      errors = byTime.subarray(0, byTime.length - layer.biasTimes.length);
    }
    return { value, spikes, outputErrors, predicted: earliest(outputs), errors };
  });
  return {
    loss: results.reduce((sum, { value }) => sum + value, 0) / samples.length,
    losses: results.map(({ value }) => value),
    predicted: results.map(({ predicted }) => predicted),
    spikes: results.map(({ spikes }) => spikes),
    outputErrors: results.map(({ outputErrors }) => outputErrors),
    weights,
    inputs: results.map(({ errors }) => errors),
  };
}
