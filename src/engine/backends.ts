/**
 * Bringing up tfjs's backends with our kernels on them.
 *
 * WASM runs in tfjs's single-threaded SIMD build, so that a run gives the same numbers wherever it is
 * repeated. WebGPU is imported only when it is asked for: its code is larger than all of ours.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendName } from '#protocol/training.ts';
import { codedError } from '#protocol/errors.ts';
import { setWasmKernels } from './kernels/wasmRuntime.ts';
import { createWasmKernels } from './kernels/wasm/createKernels.ts';

/** Where the binaries are; the worker and Node know different places. */
export interface EngineAssets {
  /** Folder of tfjs's WASM binaries, with a slash at the end. */
  readonly tfjsWasmFolder: string;
  /** Bytes of our compiled kernels. */
  readonly kernels: () => Promise<BufferSource>;
}

export interface WebgpuAvailability {
  readonly available: boolean;
  /** Drawn by the processor, not by a graphics card. */
  readonly software: boolean;
  /** The adapter in words, or why there is none. */
  readonly detail: string;
}

/** The heap that has our kernels; it survives a spell on another backend. */
let kernelsOn: WebAssembly.Memory | null = null;

/**
 * Makes a backend current.
 * @throws BackendUnavailable when it cannot run here
 */
export async function useBackend(name: BackendName, assets: EngineAssets): Promise<void> {
  const isComplete = name === 'webgpu' || kernelsOn !== null;
  if (tf.getBackend() === name && isComplete) return;
  try {
    if (name === 'wasm') await useWasm(assets);
    else await useWebgpu();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw codedError('BackendUnavailable', `${name}: ${reason}`);
  }
}

async function useWasm(assets: EngineAssets): Promise<void> {
  if (tf.engine().registryFactory['wasm'] === undefined) throw new Error('not registered');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPathsOnce(assets.tfjsWasmFolder);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its WASM backend');
  const memory = heapOf(tf.backend() as BackendWasm);
  if (kernelsOn === memory) return;
  setWasmKernels(createWasmKernels(memory, await assets.kernels()));
  kernelsOn = memory;
}

let pathsSet = false;
/** tfjs refuses a second call after the backend has started. */
function setWasmPathsOnce(folder: string): void {
  if (pathsSet) return;
  setWasmPaths(folder);
  pathsSet = true;
}

function heapOf(backend: BackendWasm): WebAssembly.Memory {
  // The SIMD build keeps its exports under `asm`, the threaded one its own memory.
  const module = backend.wasm as unknown as {
    asm?: { memory?: WebAssembly.Memory };
    wasmMemory?: WebAssembly.Memory;
  };
  const memory = module.asm?.memory ?? module.wasmMemory;
  if (memory === undefined) throw new Error('tfjs does not show its heap');
  return memory;
}

async function useWebgpu(): Promise<void> {
  const availability = await webgpuAvailability();
  if (!availability.available) throw new Error(availability.detail);
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs could not start its WebGPU backend');
}

/** Whether WebGPU can run here, without starting it. */
export async function webgpuAvailability(): Promise<WebgpuAvailability> {
  const none = (detail: string): WebgpuAvailability => ({
    available: false,
    software: false,
    detail,
  });
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) {
    return none('this browser has no WebGPU');
  }
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return none('WebGPU found no graphics adapter');
  const { vendor, architecture, description } = adapter.info;
  const words = [vendor, architecture, description].filter((word) => word !== '');
  const detail = words.length === 0 ? 'unnamed adapter' : [...new Set(words)].join(' ');
  return { available: true, software: /swiftshader|llvmpipe|software|warp/i.test(detail), detail };
}

/** Tensors alive, for leak tests and messages. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
