/** The engine's WASM kernels in Node. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { useBackend } from '#engine/backends.ts';
import { nodeDatasetIo } from '../scripts/nodeDatasetIo.ts';
import type { MeasureOptions, Timing } from './measure.ts';
import { measure } from './measure.ts';
import { workloads } from './workloads.ts';

const PUBLIC = new URL('../public/', import.meta.url);

export const nodeAssets = {
  tfjsWasmFolder: fileURLToPath(new URL('tfjs-wasm/', PUBLIC)),
  kernels: async () => Uint8Array.from(await readFile(new URL('kernels/spikes-simd.wasm', PUBLIC))),
};

export async function runNode(id: string, options: MeasureOptions): Promise<Timing> {
  await useBackend('wasm', nodeAssets);
  const workload = workloads.find((candidate) => candidate.id === id);
  if (workload === undefined) throw new Error(id);
  return measure(workload, nodeDatasetIo(), options);
}
