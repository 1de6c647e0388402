/**
 * One optimiser step over all parameters, in place, with gradient clipping by the global norm.
 *
 *   clip: g ← g · min(1, c / ‖g‖₂), the norm over all parameters together
 *
 * Update equations: kernels/reference/optimisers.ts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineKernel } from '../defineKernel.ts';
import { addressOf, wasmKernels } from '../wasmRuntime.ts';
import { composite } from '../webgpu/composite.ts';
import { optimiserUpdateWebgpu } from './webgpu.ts';

export interface UpdateAttrs {
  readonly kind: 'sgd' | 'momentum' | 'adam';
  readonly learningRate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Updates since the moments were zero, this one included; Adam's bias correction needs it. */
  readonly update: number;
  /** SGD and momentum: added to the gradient as λ·w. AdamW: taken off the weights. */
  readonly weightDecay: number;
}

const updateKernel = defineKernel<
  {
    weights: tf.Tensor;
    gradient: tf.Tensor;
    moment1: tf.Tensor | null;
    moment2: tf.Tensor | null;
    /** `[1]`, what the gradient is multiplied by first. */
    clip: tf.Tensor | null;
  },
  UpdateAttrs
>({
  name: 'SpikegroundOptimiserUpdate',
  wasm: ({ weights, gradient, moment1, moment2, clip }, attrs, backend) => {
    const kernels = wasmKernels();
    const n = tf.util.sizeFromShape(weights.shape);
    const w = addressOf(backend, weights);
    const g = addressOf(backend, gradient);
    if (clip !== null) {
      const factor = backend.typedArrayFromHeap(clip)[0] ?? 1;
      if (factor < 1) kernels.scale(g, n, factor);
    }
    if (attrs.kind !== 'adam' && attrs.weightDecay !== 0) kernels.axpy(w, g, n, attrs.weightDecay);
    const m = addressOf(backend, moment1);
    switch (attrs.kind) {
      case 'sgd':
        kernels.sgd(w, g, n, attrs.learningRate);
        break;
      case 'momentum':
        kernels.momentum(w, g, m, n, attrs.learningRate, attrs.momentum, 0);
        break;
      case 'adam':
        kernels.adam(
          w,
          g,
          m,
          addressOf(backend, moment2),
          n,
          attrs.learningRate,
          attrs.beta1,
          attrs.beta2,
          attrs.epsilon,
          1 / (1 - attrs.beta1 ** attrs.update),
          1 / (1 - attrs.beta2 ** attrs.update),
          attrs.learningRate * attrs.weightDecay,
        );
        break;
      default:
        attrs.kind satisfies never;
    }
    return [];
  },
  webgpu: optimiserUpdateWebgpu,
});

const sumOfSquaresKernel = defineKernel<{ x: tf.Tensor }, object>({
  name: 'SpikegroundSumOfSquares',
  wasm: ({ x }, _attrs, backend) => {
    const sum = wasmKernels().sumOfSquares(addressOf(backend, x), tf.util.sizeFromShape(x.shape));
    return [backend.makeOutput([1], 'float32', undefined, new Float32Array([sum]))];
  },
  webgpu: composite(({ x }) => tf.reshape(tf.sum(tf.square(x)), [1])),
});

export interface OptimisedTensors {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly moment1: tf.Tensor | null;
  readonly moment2: tf.Tensor | null;
}

/** Applies one update to every parameter; `clipNorm` 0 means no clipping. */
export function optimiserStep(
  parameters: readonly OptimisedTensors[],
  attrs: UpdateAttrs,
  clipNorm: number,
): void {
  const clip = clipNorm > 0 ? clipFactor(parameters, clipNorm) : null;
  for (const { weights, gradient, moment1, moment2 } of parameters) {
    updateKernel({ weights, gradient, moment1, moment2, clip }, attrs);
  }
  clip?.dispose();
}

function clipFactor(parameters: readonly OptimisedTensors[], clipNorm: number): tf.Tensor {
  return tf.tidy(() => {
    const squares = parameters.flatMap(({ gradient }) => sumOfSquaresKernel({ x: gradient }, {}));
    const norm = tf.sqrt(tf.addN(squares));
    // The smallest float32 keeps 0 / 0 out; min(1, …) then leaves a zero gradient as it is.
    return tf.minimum(tf.div(clipNorm, tf.maximum(norm, 1e-38)), 1);
  });
}
