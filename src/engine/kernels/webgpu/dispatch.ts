/**
 * Runs a compute shader of ours on tensors of the tfjs WebGPU backend.
 *
 * tfjs's own programs have one output and one thread layout; layers that carry state through time
 * need several outputs, workgroup memory and in-place updates. The shader's storage bindings follow
 * the order of `tensors`, the uniform struct comes last. Commands go into tfjs's own encoder, so their
 * order among its kernels is kept and nothing is read back.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export interface Uniform {
  readonly type: 'int32' | 'float32';
  readonly value: number;
}

export interface Dispatch {
  /** Identifies the shader's text: numbers belong into uniforms, or each new one compiles anew. */
  readonly key: string;
  readonly code: () => string;
  readonly tensors: readonly tf.TensorInfo[];
  /** Indices of `tensors` that the shader writes. */
  readonly writes: readonly number[];
  readonly uniforms: readonly Uniform[];
  readonly workgroups: readonly [number, number, number];
}

/** The members of tfjs 4.22's backend that its own `runWebGPUProgram` uses and does not export. */
interface BackendInternals {
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  makeUniforms(uniforms: { type: string; data: number[] }[]): GPUBindingResource;
}

/** Dispatches recorded into one submission; the same as tfjs's WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE. */
const SUBMIT_AFTER_DISPATCHES = 15;

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
const failures = new WeakMap<GPUDevice, Error>();
/** By device, the first error since the last dispatch that nobody caught. */
const uncaught = new WeakMap<GPUDevice, Error | null>();

/**
 * Records a shader's run.
 * @throws when a shader of ours did not compile on this device, and once after any command, tfjs's
 * included, has run out of memory or was refused; WebGPU drops such commands silently and tells later
 */
export function dispatch(backend: WebGPUBackend, run: Dispatch): void {
  throwFailures(backend.device);
  const internals = backend as unknown as BackendInternals;
  const pipeline = pipelineFor(backend.device, run);
  const entries = run.tensors.map((tensor, binding) => {
    backend.uploadToGPU(tensor.dataId);
    const data = backend.tensorMap.get(tensor.dataId);
    // A copy on the CPU would be read instead of what the shader writes.
    if (run.writes.includes(binding)) Reflect.deleteProperty(data, 'values');
    return { binding, resource: { buffer: data.resource as GPUBuffer } };
  });
  const uniforms = internals.makeUniforms(
    run.uniforms.map(({ type, value }) => ({ type, data: [value] })),
  );
  const bindGroup = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...entries, { binding: entries.length, resource: uniforms }],
  });
  for (const tensor of run.tensors) internals.commandQueueOwnedIds.add(tensor.dataId);
  backend.ensureCommandEncoderReady();
  internals.computePassEncoder ??= internals.commandEncoder.beginComputePass();
  const pass = internals.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(...run.workgroups);
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass >= SUBMIT_AFTER_DISPATCHES) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

function throwFailures(device: GPUDevice): void {
  const failure = failures.get(device);
  if (failure !== undefined) throw failure;
  const error = uncaught.get(device);
  if (error === undefined) {
    device.addEventListener('uncapturederror', ({ error: { message } }) => {
      if (uncaught.get(device) === null) uncaught.set(device, new Error(message));
    });
  }
  // Once: smaller tensors may fit next time.
  uncaught.set(device, null);
  if (error !== undefined && error !== null) throw error;
}

function pipelineFor(device: GPUDevice, run: Dispatch): GPUComputePipeline {
  let known = pipelines.get(device);
  if (known === undefined) pipelines.set(device, (known = new Map()));
  let pipeline = known.get(run.key);
  if (pipeline === undefined) {
    device.pushErrorScope('validation');
    pipeline = device.createComputePipeline({
      label: run.key,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label: run.key, code: run.code() }) },
    });
    void device.popErrorScope().then(
      (error) => {
        if (error !== null) failures.set(device, new Error(`${run.key}: ${error.message}`));
      },
      // The device is gone, which tfjs reports by itself.
      () => undefined,
    );
    known.set(run.key, pipeline);
  }
  return pipeline;
}
