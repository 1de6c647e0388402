/**
 * Gradient of max pooling as a compute shader, a thread per input value: it takes the gradient of its
 * window if it is the window's first maximum. tfjs's own kernel gives it to another one on a tie, and
 * windows of spikes are mostly ties.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from '../webgpu/dispatch.ts';
import { grid } from '../webgpu/grid.ts';

const THREADS = 64;

const code = (): string => `
struct Params { count : i32, height : i32, width : i32, channels : i32, size : i32 }
@group(0) @binding(0) var<storage, read> x : array<f32>;
@group(0) @binding(1) var<storage, read> gradOutput : array<f32>;
@group(0) @binding(2) var<storage, read_write> gradInput : array<f32>;
@group(0) @binding(3) var<uniform> p : Params;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = i32(id.x + id.y * groups.x * ${THREADS}u);
  if (i >= p.count) { return; }
  let channel = i % p.channels;
  let column = i / p.channels % p.width;
  let row = i / (p.channels * p.width) % p.height;
  let image = i / (p.channels * p.width * p.height);
  let outHeight = p.height / p.size;
  let outWidth = p.width / p.size;
  let outRow = row / p.size;
  let outColumn = column / p.size;
  gradInput[i] = 0.0;
  if (outRow >= outHeight || outColumn >= outWidth) { return; }
  for (var r = 0; r < p.size; r++) {
    for (var q = 0; q < p.size; q++) {
      let pixel = (image * p.height + outRow * p.size + r) * p.width + outColumn * p.size + q;
      let other = pixel * p.channels + channel;
      if (x[other] > x[i] || (other < i && x[other] == x[i])) { return; }
    }
  }
  gradInput[i] = gradOutput[((image * outHeight + outRow) * outWidth + outColumn) * p.channels + channel];
}`;

/** Images `[M, H, W, C]` and the gradient of their pooled images → gradient of the images. */
export function maxPoolBackwardWebgpu(
  x: tf.TensorInfo,
  gradOutput: tf.TensorInfo,
  size: number,
  backend: WebGPUBackend,
): tf.TensorInfo {
  const [, height = 0, width = 0, channels = 0] = x.shape;
  const count = tf.util.sizeFromShape(x.shape);
  const gradInput = backend.makeTensorInfo(x.shape, 'float32');
  dispatch(backend, {
    key: 'spikeground.maxPoolBackward',
    code,
    tensors: [x, gradOutput, gradInput],
    writes: [2],
    uniforms: [count, height, width, channels, size].map((value) => ({ type: 'int32', value })),
    workgroups: grid(count, THREADS),
  });
  return gradInput;
}
