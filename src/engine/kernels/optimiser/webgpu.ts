/** The optimiser update as one compute shader, a thread per weight, in place. */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';
import type { UpdateAttrs } from './index.ts';

const THREADS = 64;
const KIND = { sgd: 0, momentum: 1, adam: 2 } as const;

/** Absent moments and clip factors have no binding: WebGPU forbids binding one buffer twice for writing. */
const code = (kind: UpdateAttrs['kind'], clipped: boolean): string => {
  const bindings = ['var<storage, read_write> w', 'var<storage, read> gradient'];
  if (kind !== 'sgd') bindings.push('var<storage, read_write> m');
  if (kind === 'adam') bindings.push('var<storage, read_write> v');
  if (clipped) bindings.push('var<storage, read> clip');
  const update = {
    sgd: 'w[i] = w[i] - p.rate * (g + p.decay * w[i]);',
    momentum: 'm[i] = p.momentum * m[i] + g + p.decay * w[i]; w[i] = w[i] - p.rate * m[i];',
    adam: `
      m[i] = p.beta1 * m[i] + (1.0 - p.beta1) * g;
      v[i] = p.beta2 * v[i] + (1.0 - p.beta2) * g * g;
      let change = p.correction1 * m[i] / (sqrt(p.correction2 * v[i]) + p.epsilon);
      w[i] = w[i] - p.rate * (change + p.decay * w[i]);`,
  }[kind];
  return `
struct Params {
  count : i32, rate : f32, momentum : f32, beta1 : f32, beta2 : f32, epsilon : f32,
  correction1 : f32, correction2 : f32, decay : f32,
}
${bindings.map((text, index) => `@group(0) @binding(${index}) ${text} : array<f32>;`).join('\n')}
@group(0) @binding(${bindings.length}) var<uniform> p : Params;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = i32(id.x + id.y * groups.x * ${THREADS}u);
  if (i >= p.count) { return; }
  let g = gradient[i]${clipped ? ' * clip[0]' : ''};
  ${update}
}`;
};

export function optimiserUpdateWebgpu(
  inputs: {
    weights: tf.TensorInfo;
    gradient: tf.TensorInfo;
    moment1: tf.TensorInfo | null;
    moment2: tf.TensorInfo | null;
    clip: tf.TensorInfo | null;
  },
  attrs: UpdateAttrs,
  backend: WebGPUBackend,
): tf.TensorInfo[] {
  const { weights, gradient, clip } = inputs;
  const count = tf.util.sizeFromShape(weights.shape);
  const moments = [inputs.moment1, inputs.moment2]
    .slice(0, KIND[attrs.kind])
    .flatMap((m) => m ?? []);
  const float = (value: number) => ({ type: 'float32', value }) as const;
  dispatch(backend, {
    key: `spikeground.update.${attrs.kind}.${clip === null ? 'free' : 'clipped'}`,
    code: () => code(attrs.kind, clip !== null),
    tensors: [weights, gradient, ...moments, ...(clip === null ? [] : [clip])],
    writes: [0, ...moments.map((_, index) => index + 2)],
    uniforms: [
      { type: 'int32', value: count },
      float(attrs.learningRate),
      float(attrs.momentum),
      float(attrs.beta1),
      float(attrs.beta2),
      float(attrs.epsilon),
      float(1 / (1 - attrs.beta1 ** attrs.update)),
      float(1 / (1 - attrs.beta2 ** attrs.update)),
      float(attrs.weightDecay),
    ],
    workgroups: grid(count, THREADS),
  });
  return [];
}
