/** Where Node finds the engine's binaries: those the page is served, in public/. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EngineAssets } from '#engine/backends.ts';

const PUBLIC = new URL('../../public/', import.meta.url);

export const engineAssets: EngineAssets = {
  tfjsWasmFolder: fileURLToPath(new URL('tfjs-wasm/', PUBLIC)),
  kernels: async () => Uint8Array.from(await readFile(new URL('kernels/spikes-simd.wasm', PUBLIC))),
};
