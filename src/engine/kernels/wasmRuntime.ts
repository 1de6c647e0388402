/**
 * The hand-written kernels on the heap of the tfjs WASM backend.
 *
 * Addresses are taken from tfjs's own table of tensors, so nothing is copied. Scratch memory is one
 * tfjs tensor that grows to the largest request and stays.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { scratchStride } from './wasm/scratch.ts';
import type { Address, WasmKernels } from './wasm/wasmKernels.ts';

let kernels: WasmKernels | null = null;
/** Threads that share a call, each with scratch of its own. */
let threads = 1;
let scratch: { tensor: tf.TensorInfo; bytes: number; backend: BackendWasm } | null = null;

export function setWasmKernels(loaded: WasmKernels | null, threadCount = 1): void {
  kernels = loaded;
  threads = threadCount;
  scratch = null;
}

/** Threads that the kernels run on; 1 before they are loaded. */
export function wasmThreads(): number {
  return threads;
}

export function wasmKernels(): WasmKernels {
  if (kernels === null) throw new Error('the WASM kernels are not loaded: call useBackend first');
  return kernels;
}

/** Address of a tensor's first value; 0 for an absent one. */
export function addressOf(backend: BackendWasm, tensor: tf.TensorInfo | null): Address {
  return tensor === null ? 0 : backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/**
 * Uninitialised memory of at least this size for each thread; its contents last until the next
 * request.
 */
export function scratchAddress(backend: BackendWasm, bytesOfThread: number): Address {
  const bytes = threads * scratchStride(bytesOfThread);
  if (scratch === null || scratch.bytes < bytes || scratch.backend !== backend) {
    if (scratch !== null && scratch.backend === backend) backend.disposeData(scratch.tensor.dataId);
    const floats = Math.ceil(bytes / 4);
    scratch = { tensor: backend.makeOutput([floats], 'float32'), bytes: floats * 4, backend };
  }
  return addressOf(backend, scratch.tensor);
}

/** A float32 view of a tensor on the heap; valid until anything is allocated. */
export function heapView(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

/** A new float32 output, its contents undefined. */
export function wasmOutput(backend: BackendWasm, shape: readonly number[]): tf.TensorInfo {
  return backend.makeOutput([...shape], 'float32');
}

/** A new float32 output filled with zeros. */
export function wasmZeros(backend: BackendWasm, shape: readonly number[]): tf.TensorInfo {
  const output = wasmOutput(backend, shape);
  heapView(backend, output).fill(0);
  return output;
}
