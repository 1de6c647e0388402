/** The engine in Node: the same run as in the page's worker, on WASM, with data read from public/. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { catalog } from '#catalog/index.ts';
import { createDatasetCache } from '#engine/data/loadDataset.ts';
import type { TrainingRun } from '#engine/training/run.ts';
import { createTrainingRun } from '#engine/training/run.ts';
import { entryOf } from '#model/catalog.ts';
import { nodeDatasetIo } from '../nodeDatasetIo.ts';

const PUBLIC = new URL('../../public/', import.meta.url);

/** Data sets are cached between runs of one process. */
const datasets = createDatasetCache(nodeDatasetIo());

export function createHeadlessRun(): TrainingRun {
  return createTrainingRun({
    assets: {
      tfjsWasmFolder: fileURLToPath(new URL('tfjs-wasm/', PUBLIC)),
      kernels: async () =>
        Uint8Array.from(await readFile(new URL('kernels/spikes-simd.wasm', PUBLIC))),
    },
    loadDataset: ({ datasetId, params, seed }) =>
      datasets.load(entryOf(catalog.datasets, datasetId), params, seed),
    now: () => performance.now(),
    yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
