/** Serves `TrainingApi` to the page: one run, on whichever backend it chooses. */
import type { Remote } from 'comlink';
import { expose, transfer, wrap } from 'comlink';
import { codedError } from '#protocol/errors.ts';
import type { DatasetApi } from '#protocol/dataset.ts';
import type { TrainingApi } from '#protocol/training.ts';
import { createTrainingRun } from '#engine/training/run.ts';
import { browserAssets } from '#engine/browserAssets.ts';
import { createYield } from '#engine/yieldNow.ts';

let baseUrl = '';
let threads: number | undefined;
let datasets: Remote<DatasetApi> | null = null;

const run = createTrainingRun({
  assets: browserAssets(() => baseUrl, {
    createHelper: () =>
      new Worker(new URL('./kernelPool.worker.ts', import.meta.url), { type: 'module' }),
    get threads() {
      return threads;
    },
  }),
  loadDataset: async (ref) => {
    if (datasets === null)
      throw codedError('DatasetUnavailable', 'No dataset worker is connected.');
    return datasets.splits(ref);
  },
  augmentedBatch: async (ref, indices, plan, epoch) => {
    if (datasets === null)
      throw codedError('DatasetUnavailable', 'No dataset worker is connected.');
    return datasets.augmentedBatch(ref, indices, plan, epoch);
  },
  now: () => performance.now(),
  yieldNow: createYield(),
});

const api: TrainingApi = {
  ...run,
  configure: (url, most) => {
    baseUrl = url;
    threads = most;
  },
  connectDataset: (port) => {
    datasets = wrap<DatasetApi>(port);
  },
  onFrame: (sink) => run.onFrame((frame) => sink(transfer(frame, [frame]))),
  checkpoint: async () => {
    const buffer = await run.checkpoint();
    return transfer(buffer, [buffer]);
  },
};

expose(api);
