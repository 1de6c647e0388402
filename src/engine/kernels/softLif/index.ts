/**
 * Soft-LIF neurons: rates with noise and their slopes in training, spikes over time afterwards.
 * Equations: methods/soft-lif/ (rates.ts, impulseResponse.ts, spikingNeuron.ts, synapse.ts).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { SoftLifConstants } from '#catalog/neurons/softLif.ts';
import type { TrainingNoise } from '#catalog/rules/softLif.ts';
import { PURPOSE } from '#model/random/stream.ts';
import type { FilterCoefficients } from '../../methods/soft-lif/synapse.ts';
import { defineKernel, only } from '../defineKernel.ts';
import { addressOf, scratchAddress, wasmKernels, wasmOutput } from '../wasmRuntime.ts';
import { RANDOM_SCRATCH_BYTES, SPIKING_SCRATCH_BYTES } from '../wasm/scratch.ts';
import { NOISE_KIND } from '../wasm/wasmKernels.ts';
import { composite } from '../webgpu/composite.ts';
import { softLifForwardWebgpu } from './webgpu.ts';
import { softLifSpikingWebgpu } from './webgpuSpiking.ts';

export interface SoftLifAttrs {
  readonly neuron: SoftLifConstants;
  readonly noise: TrainingNoise;
  /** Key of the random numbers: seed and epoch. */
  readonly key: readonly [number, number];
  /** Number that stands for the layer's name. */
  readonly layer: number;
}

const forwardKernel = defineKernel<{ x: tf.Tensor; streams: tf.Tensor | null }, SoftLifAttrs>({
  name: 'SpikegroundSoftLifForward',
  wasm: ({ x, streams }, { neuron, noise, key, layer }, backend) => {
    const [, batch = 0, neurons = 0] = x.shape;
    const values = wasmOutput(backend, x.shape);
    const slopes = wasmOutput(backend, x.shape);
    const scratch = scratchAddress(backend, RANDOM_SCRATCH_BYTES);
    wasmKernels().softLifForward(
      addressOf(backend, x),
      addressOf(backend, values),
      addressOf(backend, slopes),
      batch,
      neurons,
      neuron.tauRefS,
      neuron.tauRcS,
      neuron.gain,
      neuron.amp,
      neuron.gamma,
      streams === null ? NOISE_KIND.none : NOISE_KIND[noise.kind],
      noise.sigmaHz,
      noise.tauS,
      addressOf(backend, streams),
      key[0] | 0,
      key[1] | 0,
      layer | 0,
      PURPOSE.noise,
      scratch,
    );
    return [values, slopes];
  },
  webgpu: softLifForwardWebgpu,
});

const backwardKernel = defineKernel<{ gradOutput: tf.Tensor; slopes: tf.Tensor }, object>({
  name: 'SpikegroundSoftLifBackward',
  wasm: ({ gradOutput, slopes }, _attrs, backend) => {
    const gradient = wasmOutput(backend, slopes.shape);
    wasmKernels().multiply(
      addressOf(backend, gradOutput),
      addressOf(backend, slopes),
      addressOf(backend, gradient),
      slopes.shape.reduce((size, length) => size * length, 1),
    );
    return [gradient];
  },
  webgpu: composite(({ gradOutput, slopes }) => tf.mul(gradOutput, slopes)),
});

export interface SpikingAttrs {
  /** Null for a readout: its filtered sum is all there is. */
  readonly neuron: SoftLifConstants | null;
  readonly filter: FilterCoefficients;
  /** Factor of the filtered products: area of an incoming spike over the step. */
  readonly scale: number;
  readonly dtS: number;
  readonly steps: number;
  /** Whether membranes before the reset are wanted beside spikes. */
  readonly membranes: boolean;
}

/** Rows of the state: V, rest of the refractory period, two filtered sums and an unfiltered one. */
const STATE_ROWS = 5;

const spikingKernel = defineKernel<
  { x: tf.Tensor; bias: tf.Tensor | null; state: tf.Tensor },
  SpikingAttrs
>({
  name: 'SpikegroundSoftLifSpiking',
  wasm: ({ x, bias, state }, { neuron, filter, scale, dtS, steps, membranes }, backend) => {
    const [time = 0, batch = 0, neurons = 0] = x.shape;
    const shape = [steps, batch, neurons];
    const spikes = neuron === null ? null : wasmOutput(backend, shape);
    const traces = neuron === null || membranes ? wasmOutput(backend, shape) : null;
    const scratch = scratchAddress(backend, SPIKING_SCRATCH_BYTES);
    wasmKernels().softLifSpiking(
      addressOf(backend, x),
      time === 1 ? 1 : 0,
      addressOf(backend, bias),
      bias?.shape[0] ?? 1,
      steps,
      batch * neurons,
      neuron?.tauRefS ?? 0,
      neuron?.tauRcS ?? 1,
      neuron?.gain ?? 1,
      scale,
      dtS,
      filter.a1,
      filter.a2,
      filter.b0,
      filter.b1,
      addressOf(backend, state),
      addressOf(backend, spikes),
      addressOf(backend, traces),
      scratch,
    );
    return [spikes, traces].filter((output): output is tf.TensorInfo => output !== null);
  },
  webgpu: softLifSpikingWebgpu,
});

/**
 * Outputs amp · r of soft-LIF neurons and their derivatives by x, all `[1, B, N]`; noise is drawn where
 * `streams` (int32 `[B]`) names the samples. The caller owns both.
 */
export function softLifForward(
  x: tf.Tensor,
  streams: tf.Tensor | null,
  attrs: SoftLifAttrs,
): { values: tf.Tensor; slopes: tf.Tensor } {
  const [values, slopes] = forwardKernel({ x, streams }, attrs);
  if (values === undefined || slopes === undefined) throw new Error('the kernel returned nothing');
  return { values, slopes };
}

/** Gradient by x from that of the output. */
export function softLifBackward(gradOutput: tf.Tensor, slopes: tf.Tensor): tf.Tensor {
  return only(backwardKernel({ gradOutput, slopes }, {}));
}

/** The state of neurons at rest, for `softLifSpiking`; the caller owns it. */
export function restingNeurons(batch: number, neurons: number): tf.Tensor {
  return tf.zeros([STATE_ROWS, batch, neurons]);
}

/** Neurons of the given potentials `[B, N]`, without refractoriness, behind empty filters. */
export function neuronsAt(potentials: Float32Array, batch: number, neurons: number): tf.Tensor {
  const state = new Float32Array(STATE_ROWS * potentials.length);
  state.set(potentials);
  return tf.tensor3d(state, [STATE_ROWS, batch, neurons]);
}

/**
 * Spiking LIF neurons under x `[T or 1, B, N]`, products of spikes (0 or 1) and weights; one step means
 * a constant drive, which is not filtered. `bias` repeats over the neurons of a sample. `state` goes on
 * to the end of the run.
 * @returns spikes and, where wanted, membranes before the reset, `[T, B, N]`
 */
export function softLifSpiking(
  inputs: { x: tf.Tensor; bias: tf.Tensor | null; state: tf.Tensor },
  attrs: SpikingAttrs & { readonly neuron: SoftLifConstants },
): { spikes: tf.Tensor; membranes: tf.Tensor | null } {
  const [spikes, membranes = null] = spikingKernel(inputs, attrs);
  if (spikes === undefined) throw new Error('the kernel returned nothing');
  return { spikes, membranes };
}

/** What a readout shows at every step: filtered products and bias, `[T, B, N]`. */
export function filteredSums(
  inputs: { x: tf.Tensor; bias: tf.Tensor | null; state: tf.Tensor },
  attrs: Omit<SpikingAttrs, 'neuron' | 'membranes'>,
): tf.Tensor {
  return only(spikingKernel(inputs, { ...attrs, neuron: null, membranes: true }));
}
