/**
 * Convolution of images `[M, H, W, Cin]` with filters `[kh, kw, Cin, Cout]`, and its gradients.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineKernel, only } from '../defineKernel.ts';
import { addressOf, scratchAddress, wasmKernels, wasmOutput } from '../wasmRuntime.ts';
import { composite } from '../webgpu/composite.ts';
import {
  convForwardScratchBytes,
  convGradInputScratchBytes,
  convGradWeightsScratchBytes,
} from '../wasm/scratch.ts';
import type { ConvGeometry } from './geometry.ts';

const geometryArguments = (g: ConvGeometry) =>
  [
    g.batch,
    g.height,
    g.width,
    g.channelsIn,
    g.kernelSize,
    g.kernelSize,
    g.channelsOut,
    g.stride,
    g.padTop,
    g.padLeft,
    g.outHeight,
    g.outWidth,
  ] as const;

const padOf = (g: ConvGeometry): 'same' | 'valid' => (g.same ? 'same' : 'valid');

const forwardKernel = defineKernel<
  { x: tf.Tensor; weights: tf.Tensor; bias: tf.Tensor | null },
  { geometry: ConvGeometry }
>({
  name: 'SpikegroundConvForward',
  wasm: ({ x, weights, bias }, { geometry: g }, backend) => {
    const y = wasmOutput(backend, [g.batch, g.outHeight, g.outWidth, g.channelsOut]);
    const scratch = scratchAddress(backend, convForwardScratchBytes(...geometryArguments(g)));
    wasmKernels().convForward(
      addressOf(backend, x),
      addressOf(backend, weights),
      addressOf(backend, bias),
      addressOf(backend, y),
      ...geometryArguments(g),
      scratch,
      0,
    );
    return [y];
  },
  webgpu: composite(({ x, weights, bias }, { geometry: g }) => {
    const y = tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, g.stride, padOf(g));
    return bias === null ? y : tf.add(y, bias);
  }),
});

const gradWeightsKernel = defineKernel<
  { x: tf.Tensor; gradOutput: tf.Tensor },
  { geometry: ConvGeometry }
>({
  name: 'SpikegroundConvGradWeights',
  wasm: ({ x, gradOutput }, { geometry: g }, backend) => {
    const gradient = wasmOutput(backend, [g.kernelSize, g.kernelSize, g.channelsIn, g.channelsOut]);
    const scratch = scratchAddress(backend, convGradWeightsScratchBytes(...geometryArguments(g)));
    wasmKernels().convGradWeights(
      addressOf(backend, x),
      addressOf(backend, gradOutput),
      addressOf(backend, gradient),
      ...geometryArguments(g),
      scratch,
      0,
    );
    return [gradient];
  },
  webgpu: composite(({ x, gradOutput }, { geometry: g }) =>
    tf.engine().runKernel<tf.Tensor>(
      'Conv2DBackpropFilter',
      { x, dy: gradOutput },
      {
        strides: g.stride,
        pad: padOf(g),
        dataFormat: 'NHWC',
        dimRoundingMode: undefined as unknown as string,
        filterShape: [g.kernelSize, g.kernelSize, g.channelsIn, g.channelsOut],
      },
    ),
  ),
});

const gradInputKernel = defineKernel<
  { gradOutput: tf.Tensor; weights: tf.Tensor },
  { geometry: ConvGeometry }
>({
  name: 'SpikegroundConvGradInput',
  wasm: ({ gradOutput, weights }, { geometry: g }, backend) => {
    const gradient = wasmOutput(backend, [g.batch, g.height, g.width, g.channelsIn]);
    const scratch = scratchAddress(backend, convGradInputScratchBytes(...geometryArguments(g)));
    wasmKernels().convGradInput(
      addressOf(backend, gradOutput),
      addressOf(backend, weights),
      addressOf(backend, gradient),
      ...geometryArguments(g),
      scratch,
      0,
    );
    return [gradient];
  },
  webgpu: composite(({ gradOutput, weights }, { geometry: g }) =>
    tf.engine().runKernel<tf.Tensor>(
      'Conv2DBackpropInput',
      { dy: gradOutput, filter: weights },
      {
        strides: g.stride,
        pad: padOf(g),
        dataFormat: 'NHWC',
        dimRoundingMode: undefined as unknown as string,
        inputShape: [g.batch, g.height, g.width, g.channelsIn],
      },
    ),
  ),
});

export function convForward(
  x: tf.Tensor,
  weights: tf.Tensor,
  bias: tf.Tensor | null,
  geometry: ConvGeometry,
): tf.Tensor {
  return only(forwardKernel({ x, weights, bias }, { geometry }));
}

export function convGradWeights(
  x: tf.Tensor,
  gradOutput: tf.Tensor,
  geometry: ConvGeometry,
): tf.Tensor {
  return only(gradWeightsKernel({ x, gradOutput }, { geometry }));
}

export function convGradInput(
  gradOutput: tf.Tensor,
  weights: tf.Tensor,
  geometry: ConvGeometry,
): tf.Tensor {
  return only(gradInputKernel({ gradOutput, weights }, { geometry }));
}
