/** Where Node finds the engine's binaries: those the page is served, in public/. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EngineAssets } from '#engine/backends.ts';

const PUBLIC = new URL('../../public/', import.meta.url);

const kernel = async (name: string): Promise<BufferSource> =>
  Uint8Array.from(await readFile(new URL(`kernels/${name}.wasm`, PUBLIC)));

export const engineAssets: EngineAssets = {
  tfjsWasmFolder: fileURLToPath(new URL('tfjs-wasm/', PUBLIC)),
  kernels: () => kernel('spikes-simd'),
  methodKernels: kernel,
};
