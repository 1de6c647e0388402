/**
 * Pooling of images `[M, H, W, C]` by windows that do not overlap, and its adjoint. On a tie the
 * first maximum of a window, row by row, takes the gradient.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineKernel, only } from '../defineKernel.ts';
import { addressOf, wasmKernels, wasmOutput } from '../wasmRuntime.ts';
import { composite } from '../webgpu/composite.ts';
import { maxPoolBackwardWebgpu } from './webgpu.ts';

export type PoolMode = 'max' | 'average';

export interface PoolAttrs {
  readonly mode: PoolMode;
  /** Width and height of the window, and its step. */
  readonly size: number;
}

const imageShape = (info: tf.TensorInfo): [number, number, number, number] => [
  info.shape[0] ?? 0,
  info.shape[1] ?? 0,
  info.shape[2] ?? 0,
  info.shape[3] ?? 0,
];

const forwardKernel = defineKernel<{ x: tf.Tensor }, PoolAttrs>({
  name: 'SpikegroundPoolForward',
  wasm: ({ x }, { mode, size }, backend) => {
    const [m, height, width, channels] = imageShape(x);
    const y = wasmOutput(backend, [
      m,
      Math.floor(height / size),
      Math.floor(width / size),
      channels,
    ]);
    const kernels = wasmKernels();
    const run = mode === 'max' ? kernels.maxPoolForward : kernels.avgPoolForward;
    run(addressOf(backend, x), addressOf(backend, y), m, height, width, channels, size, size);
    return [y];
  },
  webgpu: composite(({ x }, { mode, size }) => {
    const image = x as tf.Tensor4D;
    return mode === 'max'
      ? tf.maxPool(image, size, size, 'valid')
      : tf.avgPool(image, size, size, 'valid');
  }),
});

const backwardKernel = defineKernel<{ x: tf.Tensor; gradOutput: tf.Tensor }, PoolAttrs>({
  name: 'SpikegroundPoolBackward',
  wasm: ({ x, gradOutput }, { mode, size }, backend) => {
    const [m, height, width, channels] = imageShape(x);
    const gradInput = wasmOutput(backend, [m, height, width, channels]);
    const kernels = wasmKernels();
    const from = addressOf(backend, gradOutput);
    const to = addressOf(backend, gradInput);
    if (mode === 'max') {
      kernels.maxPoolBackward(
        addressOf(backend, x),
        from,
        to,
        m,
        height,
        width,
        channels,
        size,
        size,
      );
    } else {
      kernels.avgPoolBackward(from, to, m, height, width, channels, size, size);
    }
    return [gradInput];
  },
  webgpu: (inputs, attrs, backend) =>
    attrs.mode === 'max'
      ? [maxPoolBackwardWebgpu(inputs.x, inputs.gradOutput, attrs.size, backend)]
      : avgPoolBackwardWebgpu(inputs, attrs),
});

const avgPoolBackwardWebgpu = composite<{ x: tf.TensorInfo; gradOutput: tf.TensorInfo }, PoolAttrs>(
  ({ x, gradOutput }, { size }) =>
    tf
      .engine()
      .runKernel<tf.Tensor>(
        'AvgPoolGrad',
        { dy: gradOutput, input: x },
        { filterSize: size, strides: size, pad: 'valid' },
      ),
);

export function poolForward(x: tf.Tensor, attrs: PoolAttrs): tf.Tensor {
  return only(forwardKernel({ x }, attrs));
}

export function poolBackward(
  inputs: { x: tf.Tensor; gradOutput: tf.Tensor },
  attrs: PoolAttrs,
): tf.Tensor {
  return only(backwardKernel(inputs, attrs));
}
