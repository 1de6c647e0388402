/** The engine's WASM kernels in Node. */
import { useBackend } from '#engine/backends.ts';
import { engineAssets } from '../scripts/headless/engineAssets.ts';
import { nodeDatasetIo } from '../scripts/nodeDatasetIo.ts';
import type { MeasureOptions, Timing } from './measure.ts';
import { measure } from './measure.ts';
import { workloads } from './workloads.ts';

export async function runNode(id: string, options: MeasureOptions): Promise<Timing> {
  await useBackend('wasm', engineAssets);
  const workload = workloads.find((candidate) => candidate.id === id);
  if (workload === undefined) throw new Error(id);
  return measure(workload, nodeDatasetIo(), engineAssets, options);
}
