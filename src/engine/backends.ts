/**
 * Bringing up tfjs's backends with our kernels on them.
 *
 * WASM runs with threads where the page is cross-origin isolated, else on one; the numbers are the
 * same. WebGPU is imported only when it is asked for: its code is larger than all of ours.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendName } from '#protocol/training.ts';
import { codedError } from '#protocol/errors.ts';
import { setWasmKernels } from './kernels/wasmRuntime.ts';
import { createWasmKernels, kernelsOn } from './kernels/wasm/createKernels.ts';
import { createPool } from './kernels/wasm/pool/pool.ts';

/** Where the binaries are; the worker and Node know different places. */
export interface EngineAssets {
  /** Folder of tfjs's WASM binaries, with a slash at the end. */
  readonly tfjsWasmFolder: string;
  /** Bytes of our compiled kernels. */
  readonly kernels: () => Promise<BufferSource>;
  /** Bytes of the float64 kernels of a method, by the name of its file. */
  readonly methodKernels: (name: string) => Promise<BufferSource>;
  /** What threads need; without it WASM runs on one. */
  readonly threads?: ThreadAssets;
}

export interface ThreadAssets {
  /** Bytes of our kernels compiled for shared memory. */
  readonly kernels: () => Promise<BufferSource>;
  /** Starts workers/kernelPool.worker.ts. */
  readonly createHelper: () => Worker;
  /** Threads in all, the calling one included; left out, as many as the processor offers, up to 4. */
  readonly count?: number | undefined;
}

/** More leave the page and other programs too little, and gain little: memory bounds the kernels. */
const MOST_THREADS = 4;

/** tfjs's own, as it registers the backend. */
const WASM_PRIORITY = 2;

export interface WebgpuAvailability {
  readonly available: boolean;
  /** Drawn by the processor, not by a graphics card. */
  readonly software: boolean;
  /** The adapter in words, or why there is none. */
  readonly detail: string;
}

/**
 * Makes a backend current.
 * @throws BackendUnavailable when it cannot run here
 */
export async function useBackend(name: BackendName, assets: EngineAssets): Promise<void> {
  const isComplete = name === 'webgpu' || started !== null;
  if (tf.getBackend() === name && isComplete) return;
  try {
    if (name === 'wasm') await useWasm(assets);
    else await useWebgpu();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw codedError('BackendUnavailable', `${name}: ${reason}`);
  }
}

/** The backend that the kernels are on: started once, and kept when another becomes current. */
let started: BackendWasm | null = null;
let notice: string | null = null;

export function isWasmStarted(): boolean {
  return started !== null;
}

/** Why WASM runs on fewer threads than it could, in words for the person; null where it does not. */
export function threadNotice(): string | null {
  return notice;
}

async function useWasm(assets: EngineAssets): Promise<void> {
  const factory = tf.findBackendFactory('wasm');
  if (factory === undefined) throw new Error('not registered');
  if (started !== null && (await tf.setBackend('wasm')) && tf.backend() === started) return;
  setWasmPathsOnce(assets.tfjsWasmFolder);
  const count = threadCount(assets.threads);
  if (assets.threads !== undefined && count > 1) {
    if (await useThreads(assets.threads, count)) return;
    // Out with the backend that may have started: its heap is of the other kind.
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', factory, WASM_PRIORITY);
  }
  await useOneThread(assets);
}

async function useOneThread(assets: EngineAssets): Promise<void> {
  const backend = await startTfjs(false);
  setWasmKernels(createWasmKernels(heapOf(backend), await assets.kernels()));
  started = backend;
}

/** False, with a notice, where threads could not be started. */
async function useThreads(assets: ThreadAssets, count: number): Promise<boolean> {
  try {
    const module = await WebAssembly.compile(await assets.kernels());
    const backend = await startTfjs(true);
    const pool = await createPool({
      memory: heapOf(backend),
      module,
      threads: count,
      createHelper: assets.createHelper,
      onLost: (message) => {
        notice = message;
      },
    });
    setWasmKernels(kernelsOn(pool), count);
    started = backend;
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notice = `WASM runs on one thread: ${reason}.`;
    return false;
  }
}

/** One thread where memory cannot be shared: the page is not isolated, or this is Node. */
function threadCount(assets: ThreadAssets | undefined): number {
  if (assets === undefined || globalThis.crossOriginIsolated !== true) return 1;
  // One core stays with the page: it draws what is trained, and threads that share a core with it wait.
  const free = Math.max(1, navigator.hardwareConcurrency - 1);
  return assets.count ?? Math.min(free, MOST_THREADS);
}

async function startTfjs(shared: boolean): Promise<BackendWasm> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', shared);
  // What is left to tfjs is small; its threads would only compete with ours.
  if (shared) setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its WASM backend');
  const backend = tf.backend() as BackendWasm;
  // Emscripten starts a worker for each core beforehand; with one thread nobody uses them.
  const module = backend.wasm as unknown as { PThread?: { terminateAllThreads(): void } };
  if (shared) module.PThread?.terminateAllThreads();
  return backend;
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
