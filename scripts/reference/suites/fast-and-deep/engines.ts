/** The two engines behind one shape: a layer, and a network with its training step. */
import { readFile } from 'node:fs/promises';
import type { AdamSettings } from '#engine/methods/fast-and-deep/reference/adam.ts';
import { adamStep } from '#engine/methods/fast-and-deep/reference/adam.ts';
import { layerBackward } from '#engine/methods/fast-and-deep/reference/layer.ts';
import { networkGradient } from '#engine/methods/fast-and-deep/reference/network.ts';
import { firstSpikeTimes } from '#engine/methods/fast-and-deep/reference/spikeTimes.ts';
import type { KernelLayer, TimesBlock } from '#engine/methods/fast-and-deep/kernelLayer.ts';
import type {
  FirstSpikeModule,
  KernelNetwork,
} from '#engine/methods/fast-and-deep/kernelNetwork.ts';
import { readRows, writeRows } from '#engine/methods/fast-and-deep/layerState.ts';
import {
  createFirstSpikeModule,
  createKernelNetwork,
} from '#engine/methods/fast-and-deep/kernelNetwork.ts';
import type { TimeLoss } from '#engine/methods/shared/timeLoss.ts';
import { earliest, timeLoss } from '#engine/methods/shared/timeLoss.ts';
import type { FirstSpikeNeuron } from '#engine/methods/fast-and-deep/response.ts';
import type { Engine } from '../../suite.ts';

const KERNELS = new URL('../../../../public/kernels/fast-and-deep.wasm', import.meta.url);

export interface NetworkSpec {
  readonly neuron: FirstSpikeNeuron;
  readonly nInput: number;
  readonly layers: readonly {
    readonly nOut: number;
    readonly biasTimes: readonly number[];
    /** `[real inputs + biases, nOut]`. */
    readonly weights: Float64Array;
  }[];
}

export interface NetworkNumbers {
  /** `[layer][sample]`. */
  readonly spikes: readonly (readonly Float64Array[])[];
  readonly losses: readonly number[];
  readonly loss: number;
  readonly predicted: readonly number[];
  readonly outputErrors: readonly Float64Array[];
  readonly weights: readonly Float64Array[];
  /** dL/dt of the inputs, by sample. */
  readonly inputs: readonly Float64Array[];
}

export interface LayerNumbers {
  readonly spikes: readonly Float64Array[];
  readonly byWeight: Float64Array;
  /** By sample. */
  readonly byTime: readonly Float64Array[];
}

export interface VectorEngine {
  readonly name: Engine;
  /** A layer's times, and gradients of Σ errors · times. */
  layer(
    neuron: FirstSpikeNeuron,
    samples: readonly Float64Array[],
    weights: Float64Array,
    errors: (spikes: Float64Array, sample: number) => Float64Array,
  ): Promise<LayerNumbers>;
  network(
    spec: NetworkSpec,
    samples: readonly Float64Array[],
    labels: readonly number[],
    loss: TimeLoss,
    maxDwNorm: number,
  ): Promise<NetworkNumbers>;
  /** Weights after each of some steps of Adam on one batch, and the loss before it. */
  adam(
    spec: NetworkSpec,
    samples: readonly Float64Array[],
    labels: readonly number[],
    loss: TimeLoss,
    maxDwNorm: number,
    adam: AdamSettings,
    steps: number,
  ): Promise<{ loss: number; weights: readonly Float64Array[] }[]>;
}

const reference: VectorEngine = {
  name: 'float64 reference',
  layer: async (neuron, samples, weights, errors) => {
    const nOut = weights.length / (samples[0]?.length ?? 1);
    const byWeight = new Float64Array(weights.length);
    const spikes = samples.map((times) => firstSpikeTimes(times, weights, nOut, neuron));
    const byTime = samples.map((times, b) => {
      const own = { times, weights, spikes: spikes[b]!, neuron };
      return layerBackward(own, errors(spikes[b]!, b), byWeight, Infinity);
    });
    return { spikes, byWeight, byTime };
  },
  network: async ({ neuron, layers }, samples, labels, loss, maxDwNorm) => {
    const own = layers.map((layer) => ({ ...layer, neuron }));
    const result = networkGradient(own, samples, labels, loss, maxDwNorm);
    return {
      ...result,
      spikes: layers.map((_, l) => result.spikes.map((sample) => sample[l]!)),
    };
  },
  adam: async ({ neuron, layers }, samples, labels, loss, maxDwNorm, adam, steps) => {
    const own = layers.map((layer) => ({ ...layer, weights: layer.weights.slice(), neuron }));
    const zeros = () => own.map(({ weights }) => new Float64Array(weights.length));
    const first = zeros();
    const second = zeros();
    return Array.from({ length: steps }, (_, k) => {
      const result = networkGradient(own, samples, labels, loss, maxDwNorm);
      own.forEach(({ weights }, l) => {
        adamStep(weights, result.weights[l]!, first[l]!, second[l]!, k + 1, adam);
      });
      return { loss: result.loss, weights: own.map(({ weights }) => weights.slice()) };
    });
  },
};

const kernels: VectorEngine = {
  name: 'WASM float64',
  layer: async (neuron, samples, weights, errors) => {
    const nInput = samples[0]?.length ?? 0;
    const layers = [{ nOut: weights.length / nInput, biasTimes: [], weights }];
    const { module, network } = await kernelNetwork({ neuron, nInput, layers }, samples);
    network.forward(samples.length);
    const layer = network.layers[0]!;
    const spikes = rowsOf(layer.spikes, samples.length);
    spikes.forEach((row, b) => {
      layer.errors.values.set(errors(row, b), b * layer.stride);
    });
    const byTime = backward(module, network, samples.length, Infinity);
    return { spikes, byWeight: matrixOf(layer, layer.gradient), byTime };
  },
  network: async (spec, samples, labels, loss, maxDwNorm) => {
    const { module, network } = await kernelNetwork(spec, samples);
    network.forward(samples.length);
    const { lossSum } = network.loss(labels, loss);
    const inputs = backward(module, network, samples.length, maxDwNorm);
    const last = network.layers.at(-1)!;
    const outputs = rowsOf(last.spikes, samples.length);
    const scratch = new Float64Array(last.spec.nOut);
    return {
      spikes: network.layers.map((layer) => rowsOf(layer.spikes, samples.length)),
      losses: outputs.map((times, b) => timeLoss(times, labels[b]!, loss, 1, scratch)),
      loss: lossSum / samples.length,
      predicted: outputs.map(earliest),
      outputErrors: rowsOf({ ...last.spikes, block: last.errors }, samples.length),
      weights: network.layers.map((layer) => matrixOf(layer, layer.gradient)),
      inputs,
    };
  },
  adam: async (spec, samples, labels, loss, maxDwNorm, adam, steps) => {
    const { network } = await kernelNetwork(spec, samples);
    return Array.from({ length: steps }, (_, k) => {
      network.forward(samples.length);
      const { lossSum } = network.loss(labels, loss);
      network.backward(samples.length, maxDwNorm);
      for (const layer of network.layers) layer.step(k + 1, adam);
      return {
        loss: lossSum / samples.length,
        weights: network.layers.map((layer) => matrixOf(layer, layer.weights)),
      };
    });
  },
};

export const engines: readonly VectorEngine[] = [reference, kernels];

export interface LoadedNetwork {
  readonly module: FirstSpikeModule;
  readonly network: KernelNetwork;
}

/** A compiled network with these weights and inputs. */
export async function kernelNetwork(
  { neuron, nInput, layers }: NetworkSpec,
  samples: readonly Float64Array[],
): Promise<LoadedNetwork> {
  const specs = layers.map(({ nOut, biasTimes }, l) => {
    const nReal = l === 0 ? nInput : (layers[l - 1]?.nOut ?? 0);
    return { nReal, biasTimes, nOut, neuron };
  });
  const module = await createFirstSpikeModule(await readFile(KERNELS));
  const network = createKernelNetwork(module, specs, samples.length);
  samples.forEach((times, b) => {
    network.input.block.values.set(times, b * network.input.stride);
  });
  network.layers.forEach((layer, l) => {
    writeRows(layer, layer.weights, { first: 0, count: layer.nIn }, layers[l]!.weights);
  });
  return { module, network };
}

/** The network's backward pass and that of its inputs, which training does not ask for. */
function backward(
  module: FirstSpikeModule,
  network: KernelNetwork,
  batch: number,
  maxDwNorm: number,
): Float64Array[] {
  network.backward(batch, maxDwNorm);
  const { input } = network;
  const below = module.alloc64(batch * input.stride);
  network.layers[0]?.backward(input, batch, maxDwNorm, below);
  return rowsOf({ ...input, block: below }, batch);
}

function rowsOf({ block, stride, n }: TimesBlock, batch: number): Float64Array[] {
  const { values } = block;
  return Array.from({ length: batch }, (_, b) => values.slice(b * stride, b * stride + n));
}

function matrixOf(layer: KernelLayer, block: KernelLayer['weights']): Float64Array {
  return readRows(layer, block, { first: 0, count: layer.nIn });
}
