/**
 * Small dense networks of soft-LIF neurons in float64: rates, gradients, and the spiking run of the
 * same weights (method spec §2, §4, §5). The last layer has no neurons: its sums are the scores.
 */
import type { SoftLif } from './rates.ts';
import { lifRate, softRate, softSlope } from './rates.ts';
import { restingState, spikingStep } from './spikingNeuron.ts';
import type { SynapseKind } from './synapse.ts';
import { createFilter, filterCoefficients } from './synapse.ts';

export interface ReferenceLayer {
  /** `[post][pre]`. */
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
  /** Null for the readout. */
  readonly neuron: SoftLif | null;
}

export interface RatePass {
  /** J of each layer with neurons. */
  readonly currents: readonly Float64Array[];
  /** Outputs amp·r of each layer with neurons. */
  readonly rates: readonly Float64Array[];
  readonly scores: Float64Array;
}

/** The static network, with the smooth rates that are trained or those of the LIF neuron. */
export function forwardRates(
  layers: readonly ReferenceLayer[],
  input: ArrayLike<number>,
  response: 'soft' | 'lif' = 'soft',
): RatePass {
  const currents: Float64Array[] = [];
  const rates: Float64Array[] = [];
  let values: Float64Array = Float64Array.from(input);
  for (const { weights, bias, neuron } of layers) {
    values = weightedSum(weights, bias, values);
    if (neuron === null) continue;
    const current = values.map((x) => neuron.gain * x + 1);
    currents.push(current);
    values = current.map(
      (j) =>
        neuron.amp * (response === 'soft' ? softRate(j, neuron, neuron.gamma) : lifRate(j, neuron)),
    );
    rates.push(values);
  }
  return { currents, rates, scores: values };
}

export interface ReferenceGradients {
  readonly loss: number;
  readonly scores: Float64Array;
  /** Per layer, `[post][pre]`. */
  readonly weights: readonly Float64Array[][];
  readonly bias: readonly Float64Array[];
}

/** −log softmax(scores)_label and its gradients, through the noise-free derivative. */
export function crossEntropyGradients(
  layers: readonly ReferenceLayer[],
  input: ArrayLike<number>,
  label: number,
): ReferenceGradients {
  const { currents, rates, scores } = forwardRates(layers, input);
  const top = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
  let gradient: Float64Array = scores.map((score) => Math.exp(score - top) / total);
  gradient[label] = gradient[label]! - 1;
  const weightGradients: Float64Array[][] = [];
  const biasGradients: Float64Array[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const { weights, neuron } = layers[index]!;
    if (neuron !== null) {
      const current = currents[index]!;
      gradient = gradient.map(
        (g, i) => g * neuron.gain * neuron.amp * softSlope(current[i]!, neuron, neuron.gamma),
      );
    }
    const before = index === 0 ? Float64Array.from(input) : rates[index - 1]!;
    weightGradients.unshift([...gradient].map((g) => before.map((x) => g * x)));
    biasGradients.unshift(gradient);
    gradient = backThrough(weights, gradient, before.length);
  }
  const loss = Math.log(total) + top - (scores[label] ?? NaN);
  return { loss, scores, weights: weightGradients, bias: biasGradients };
}

export interface SpikingOptions {
  readonly steps: number;
  readonly dtS: number;
  readonly synapse: SynapseKind;
  readonly tauSynS: number;
}

export interface SpikingRun {
  /** Steps at which each neuron of each layer fired. */
  readonly spikeSteps: readonly (readonly number[][])[];
  /** Readout of every step, `[steps][classes]`. */
  readonly outputs: readonly Float64Array[];
}

/**
 * The spiking network under a constant input, from rest. Every neuron's output is filtered before the
 * weights; a spike reaches the next layer in the same step.
 */
export function runSpiking(
  layers: readonly ReferenceLayer[],
  input: ArrayLike<number>,
  { steps, dtS, synapse, tauSynS }: SpikingOptions,
): SpikingRun {
  const coefficients = filterCoefficients(synapse, tauSynS, dtS);
  const [first] = layers;
  if (first === undefined) throw new Error('a network has at least one layer');
  const drive = weightedSum(first.weights, first.bias, Float64Array.from(input));
  const populations = layers.flatMap(({ bias, neuron }) =>
    neuron === null
      ? []
      : [
          {
            neuron,
            state: restingState(bias.length),
            spikes: new Float64Array(bias.length),
            filter: createFilter(bias.length, coefficients),
            spikeSteps: bias.map((): number[] => []),
          },
        ],
  );
  const outputs: Float64Array[] = [];
  for (let step = 0; step < steps; step++) {
    let values = drive;
    for (const [index, population] of populations.entries()) {
      const { neuron, state, spikes, filter, spikeSteps } = population;
      const currents = values.map((x) => neuron.gain * x + 1);
      spikingStep(state, currents, neuron, dtS, spikes);
      spikes.forEach((spike, i) => spike !== 0 && spikeSteps[i]?.push(step));
      const filtered = filter(spikes.map((spike) => (spike * neuron.amp) / dtS));
      const { weights, bias } = layers[index + 1]!;
      values = weightedSum(weights, bias, filtered);
    }
    outputs.push(Float64Array.from(values));
  }
  return { spikeSteps: populations.map(({ spikeSteps }) => spikeSteps), outputs };
}

/** Mean readout over the steps `from` … `to` − 1. */
export function meanOutput(run: SpikingRun, from: number, to: number): Float64Array {
  const window = run.outputs.slice(from, to);
  const mean = new Float64Array(window[0]?.length ?? 0);
  for (const output of window) output.forEach((y, k) => (mean[k] = mean[k]! + y));
  return mean.map((total) => total / window.length);
}

function weightedSum(
  weights: ReferenceLayer['weights'],
  bias: ReferenceLayer['bias'],
  x: Float64Array,
): Float64Array {
  return Float64Array.from(weights, (row, post) => {
    let sum = 0;
    for (let pre = 0; pre < row.length; pre++) sum += row[pre]! * x[pre]!;
    return sum + bias[post]!;
  });
}

function backThrough(
  weights: ReferenceLayer['weights'],
  gradient: Float64Array,
  size: number,
): Float64Array {
  const result = new Float64Array(size);
  weights.forEach((row, post) => {
    for (let pre = 0; pre < size; pre++) result[pre] = result[pre]! + row[pre]! * gradient[post]!;
  });
  return result;
}
