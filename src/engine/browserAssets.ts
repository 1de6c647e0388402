/** The engine's binaries as the page serves them. */
import type { EngineAssets } from './backends.ts';
import { fetchBytes } from './fetchBytes.ts';

export interface BrowserAssetOptions {
  /** Starts workers/kernelPool.worker.ts; left out, WASM runs on one thread. */
  readonly createHelper?: () => Worker;
  /** See `ThreadAssets.count`; read when the backend starts. */
  readonly threads?: number | undefined;
}

/** @param baseUrl asked for at each use; ends with a slash */
export function browserAssets(
  baseUrl: () => string,
  options: BrowserAssetOptions = {},
): EngineAssets {
  const { createHelper } = options;
  const kernel = (name: string): Promise<BufferSource> =>
    fetchBytes(`${baseUrl()}kernels/${name}.wasm`);
  return {
    get tfjsWasmFolder() {
      return `${baseUrl()}tfjs-wasm/`;
    },
    kernels: () => kernel('spikes-simd'),
    methodKernels: kernel,
    ...(createHelper === undefined
      ? {}
      : {
          threads: {
            kernels: () => kernel('spikes-threads'),
            createHelper,
            get count() {
              return options.threads;
            },
          },
        }),
  };
}
