/** The engine in Node: the same run as in the page's worker, on WASM, with data read from public/. */
import { catalog } from '#catalog/index.ts';
import { createDatasetCache } from '#engine/data/loadDataset.ts';
import type { TrainingRun } from '#engine/training/run.ts';
import { createTrainingRun } from '#engine/training/run.ts';
import { entryOf } from '#model/catalog.ts';
import { nodeDatasetIo } from '../nodeDatasetIo.ts';
import { engineAssets } from './engineAssets.ts';

/** Data sets are cached between runs of one process. */
const datasets = createDatasetCache(nodeDatasetIo());

export function createHeadlessRun(): TrainingRun {
  return createTrainingRun({
    assets: engineAssets,
    loadDataset: ({ datasetId, params, seed }) =>
      datasets.load(entryOf(catalog.datasets, datasetId), params, seed),
    now: () => performance.now(),
    yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
