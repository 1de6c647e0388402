/** The naive loop on tfjs's WASM backend in Node, one thread. */
import { useBackend } from '#engine/backends.ts';
import { nodeDatasetIo } from '../scripts/nodeDatasetIo.ts';
import type { Timing } from './measure.ts';
import { measureNaive } from './naive.ts';
import { engineAssets } from '../scripts/headless/engineAssets.ts';
import { workloads } from './workloads.ts';

export async function runNaive(
  id: string,
  options: { warmUp: number; steps: number },
): Promise<Timing> {
  await useBackend('wasm', engineAssets);
  const workload = workloads.find((candidate) => candidate.id === id);
  if (workload === undefined) throw new Error(id);
  return measureNaive(workload, nodeDatasetIo(), options);
}
