/**
 * Fully connected products on activations `[M, K]`, weights `[K, N]` as [pre, post].
 *
 * On WASM the products run over lists of nonzero inputs when those are few, which spikes are. On
 * WebGPU inputs that are all spikes come as bits as well, and products run over the bits that are
 * set; others are tfjs's own matrix products.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineKernel, only } from '../defineKernel.ts';
import { addressOf, scratchAddress, wasmKernels, wasmOutput, wasmZeros } from '../wasmRuntime.ts';
import {
  denseForwardScratchBytes,
  denseGradInputScratchBytes,
  denseGradWeightsScratchBytes,
} from '../wasm/scratch.ts';
import { PRODUCT_PATH } from '../wasm/wasmKernels.ts';
import { composite } from '../webgpu/composite.ts';
import type { SpikeBits } from './spikeBits.ts';
import { bitProductWebgpu } from './webgpu.ts';

const extent = (tensor: tf.TensorInfo, axis: number): number => tensor.shape[axis] ?? 0;

const forwardKernel = defineKernel<
  { x: tf.Tensor; weights: tf.Tensor; bias: tf.Tensor | null; bits: tf.Tensor | null },
  object
>({
  name: 'SpikegroundDenseForward',
  wasm: ({ x, weights, bias }, _attrs, backend) => {
    const m = extent(x, 0);
    const k = extent(x, 1);
    const n = extent(weights, 1);
    const y = wasmOutput(backend, [m, n]);
    const scratch = scratchAddress(backend, denseForwardScratchBytes(k, n));
    wasmKernels().denseForward(
      addressOf(backend, x),
      addressOf(backend, weights),
      addressOf(backend, bias),
      addressOf(backend, y),
      m,
      k,
      n,
      scratch,
      PRODUCT_PATH.auto,
    );
    return [y];
  },
  webgpu: (inputs, attrs, backend) => {
    const { x, weights, bias, bits } = inputs;
    return bits === null
      ? denseForwardWebgpu(inputs, attrs)
      : bitProductWebgpu(
          { bits, matrix: weights, bias, items: extent(x, 1), firstItem: 0 },
          backend,
        );
  },
});

const denseForwardWebgpu = composite<
  { x: tf.TensorInfo; weights: tf.TensorInfo; bias: tf.TensorInfo | null },
  object
>(({ x, weights, bias }) => {
  const product = tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D);
  return bias === null ? product : tf.add(product, bias);
});

const gradWeightsKernel = defineKernel<
  { x: tf.Tensor; gradOutput: tf.Tensor; bits: tf.Tensor | null },
  object
>({
  name: 'SpikegroundDenseGradWeights',
  wasm: ({ x, gradOutput }, _attrs, backend) => {
    const m = extent(x, 0);
    const k = extent(x, 1);
    const n = extent(gradOutput, 1);
    const gradient = wasmOutput(backend, [k, n]);
    const scratch = scratchAddress(backend, denseGradWeightsScratchBytes(m, k, n));
    wasmKernels().denseGradWeights(
      addressOf(backend, x),
      addressOf(backend, gradOutput),
      addressOf(backend, gradient),
      m,
      k,
      n,
      scratch,
      PRODUCT_PATH.auto,
    );
    return [gradient];
  },
  webgpu: (inputs, attrs, backend) => {
    const { gradOutput, bits } = inputs;
    if (bits === null) return gradWeightsWebgpu(inputs, attrs);
    const items = extent(gradOutput, 0);
    return bitProductWebgpu({ bits, matrix: gradOutput, bias: null, items, firstItem: 0 }, backend);
  },
});

const gradWeightsWebgpu = composite<{ x: tf.TensorInfo; gradOutput: tf.TensorInfo }, object>(
  ({ x, gradOutput }) => tf.matMul(x as tf.Tensor2D, gradOutput as tf.Tensor2D, true, false),
);

/** Weights of a layer on itself: step t of the gradient meets the spikes of step t − 1. */
const gradRecurrentKernel = defineKernel<
  { spikes: tf.Tensor; gradCurrent: tf.Tensor; bits: tf.Tensor | null },
  object
>({
  name: 'SpikegroundGradRecurrent',
  wasm: ({ spikes, gradCurrent }, _attrs, backend) => {
    const batch = extent(spikes, 1);
    const n = extent(spikes, 2);
    const m = (extent(spikes, 0) - 1) * batch;
    const gradient = m > 0 ? wasmOutput(backend, [n, n]) : wasmZeros(backend, [n, n]);
    const scratch = scratchAddress(backend, denseGradWeightsScratchBytes(Math.max(m, 1), n, n));
    if (m > 0) {
      const secondStep =
        addressOf(backend, gradCurrent) + batch * n * Float32Array.BYTES_PER_ELEMENT;
      wasmKernels().denseGradWeights(
        addressOf(backend, spikes),
        secondStep,
        addressOf(backend, gradient),
        m,
        n,
        n,
        scratch,
        PRODUCT_PATH.auto,
      );
    }
    return [gradient];
  },
  webgpu: (inputs, attrs, backend) => {
    const { gradCurrent, bits } = inputs;
    if (bits === null) return gradRecurrentWebgpu(inputs, attrs);
    const batch = extent(gradCurrent, 1);
    const items = (extent(gradCurrent, 0) - 1) * batch;
    return bitProductWebgpu(
      { bits, matrix: gradCurrent, bias: null, items, firstItem: batch },
      backend,
    );
  },
});

const gradRecurrentWebgpu = composite<
  { spikes: tf.TensorInfo; gradCurrent: tf.TensorInfo },
  object
>(({ spikes, gradCurrent }) => {
  const [steps = 0, batch = 0, n = 0] = spikes.shape;
  if (steps < 2) return tf.zeros([n, n]);
  const rows = (x: tf.Tensor, from: number): tf.Tensor2D =>
    tf.reshape(tf.slice(x, [from, 0, 0], [steps - 1, batch, n]), [(steps - 1) * batch, n]);
  return tf.matMul(rows(spikes, 0), rows(gradCurrent, 1), true, false);
});

const gradInputKernel = defineKernel<{ gradOutput: tf.Tensor; weights: tf.Tensor }, object>({
  name: 'SpikegroundDenseGradInput',
  wasm: ({ gradOutput, weights }, _attrs, backend) => {
    const m = extent(gradOutput, 0);
    const k = extent(weights, 0);
    const n = extent(weights, 1);
    const gradient = wasmOutput(backend, [m, k]);
    const scratch = scratchAddress(backend, denseGradInputScratchBytes(k, n));
    wasmKernels().denseGradInput(
      addressOf(backend, gradOutput),
      addressOf(backend, weights),
      addressOf(backend, gradient),
      m,
      k,
      n,
      scratch,
      PRODUCT_PATH.auto,
    );
    return [gradient];
  },
  webgpu: composite(({ gradOutput, weights }) =>
    tf.matMul(gradOutput as tf.Tensor2D, weights as tf.Tensor2D, false, true),
  ),
});

const columnSumKernel = defineKernel<{ x: tf.Tensor }, object>({
  name: 'SpikegroundColumnSum',
  wasm: ({ x }, _attrs, backend) => {
    const n = extent(x, 1);
    const sum = wasmOutput(backend, [n]);
    wasmKernels().columnSum(addressOf(backend, x), addressOf(backend, sum), extent(x, 0), n);
    return [sum];
  },
  webgpu: composite(({ x }) => tf.sum(x, 0)),
});

const sumOverTimeKernel = defineKernel<{ x: tf.Tensor }, object>({
  name: 'SpikegroundSumOverTime',
  wasm: ({ x }, _attrs, backend) => {
    const shape = [1, ...x.shape.slice(1)];
    const sum = wasmOutput(backend, shape);
    const n = x.shape.slice(1).reduce((size, length) => size * length, 1);
    wasmKernels().sumOverTime(addressOf(backend, x), addressOf(backend, sum), extent(x, 0), n);
    return [sum];
  },
  webgpu: composite(({ x }) => tf.sum(x, 0, true)),
});

/** y = x·W + bias; `bits` are those of x where it holds nothing but zeros and ones. */
export function denseForward(
  x: tf.Tensor,
  weights: tf.Tensor,
  bias: tf.Tensor | null,
  bits: SpikeBits | null,
): tf.Tensor {
  return only(forwardKernel({ x, weights, bias, bits: bits?.rows() ?? null }, {}));
}

/** ∂L/∂W = xᵀ·g; `bits` as above. */
export function denseGradWeights(
  x: tf.Tensor,
  gradOutput: tf.Tensor,
  bits: SpikeBits | null,
): tf.Tensor {
  return only(gradWeightsKernel({ x, gradOutput, bits: bits?.columns() ?? null }, {}));
}

/** Gradient of recurrent weights `[N, N]` from spikes, their bits and current gradients `[T, B, N]`. */
export function gradRecurrentWeights(
  spikes: tf.Tensor,
  gradCurrent: tf.Tensor,
  bits: SpikeBits | null,
): tf.Tensor {
  return only(gradRecurrentKernel({ spikes, gradCurrent, bits: bits?.columns() ?? null }, {}));
}

/** ∂L/∂x = g·Wᵀ. */
export function denseGradInput(gradOutput: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return only(gradInputKernel({ gradOutput, weights }, {}));
}

/** Sum of the rows of `[M, N]`: the gradient of a bias. */
export function columnSum(x: tf.Tensor): tf.Tensor {
  return only(columnSumKernel({ x }, {}));
}

/** `[T, …]` → `[1, …]`. */
export function sumOverTime(x: tf.Tensor): tf.Tensor {
  return only(sumOverTimeKernel({ x }, {}));
}
