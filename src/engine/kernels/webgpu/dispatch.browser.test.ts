import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../backends.ts';
import { canTestWebgpu, pageAssets } from '../../testing/pageAssets.ts';
import type { Dispatch } from './dispatch.ts';
import { dispatch } from './dispatch.ts';

const available = await canTestWebgpu(import.meta.env['REQUIRE_WEBGPU']);

/** Adds `by` to every value, in place. */
const addition = (tensor: tf.Tensor, by: number): Dispatch => ({
  key: 'test.add',
  code: () => `
struct Params { count : i32, by : f32 }
@group(0) @binding(0) var<storage, read_write> x : array<f32>;
@group(0) @binding(1) var<uniform> p : Params;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (i32(id.x) < p.count) { x[id.x] += p.by; }
}`,
  tensors: [tensor],
  writes: [0],
  uniforms: [
    { type: 'int32', value: tensor.size },
    { type: 'float32', value: by },
  ],
  workgroups: [1, 1, 1],
});

describe.skipIf(!available)('dispatch', () => {
  let backend: WebGPUBackend;
  beforeAll(async () => {
    await useBackend('webgpu', pageAssets);
    backend = tf.backend() as WebGPUBackend;
  });

  it('changes tensors in place, in order with the kernels of tfjs', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    dispatch(backend, addition(x, 10));
    const doubled = tf.mul(x, 2);
    dispatch(backend, addition(x, 0.5));
    expect([...(await doubled.data())]).toEqual([22, 24, 26]);
    expect([...(await x.data())]).toEqual([11.5, 12.5, 13.5]);
    // What was read back must not be taken for the values after the next change.
    dispatch(backend, addition(x, 1));
    expect([...(await x.data())]).toEqual([12.5, 13.5, 14.5]);
    tf.dispose([x, doubled]);
  });

  it('tells once of commands that the device has refused', async () => {
    const x = tf.tensor1d([1]);
    dispatch(backend, addition(x, 1));
    const { maxBufferSize } = backend.device.limits;
    backend.device.createBuffer({ size: maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
    await x.data();
    await backend.device.queue.onSubmittedWorkDone();
    expect(() => dispatch(backend, addition(x, 1))).toThrow(String(maxBufferSize));
    dispatch(backend, addition(x, 1));
    expect([...(await x.data())]).toEqual([3]);
    x.dispose();
  });

  it('refuses to go on after a shader that does not compile', async () => {
    const x = tf.tensor1d([1]);
    dispatch(backend, { ...addition(x, 1), key: 'test.broken', code: () => 'fn main() { move }' });
    await x.data();
    await backend.device.queue.onSubmittedWorkDone();
    expect(() => dispatch(backend, addition(x, 1))).toThrow(/test\.broken/);
    x.dispose();
  });
});
