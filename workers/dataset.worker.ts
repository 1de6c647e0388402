/** Serves `DatasetWorkerApi` to the page, and to training workers over ports. */
import { expose } from 'comlink';
import { browserDatasetIo } from '#engine/data/browserDatasetIo.ts';
import { createDatasetService } from '#engine/data/datasetService.ts';
import type { DatasetWorkerApi } from '#protocol/dataset.ts';

const service = createDatasetService((dataUrl, onProgress) =>
  browserDatasetIo({ dataUrl, shared: crossOriginIsolated, onProgress }),
);

const api: DatasetWorkerApi = {
  ...service,
  connect: async (port) => expose(service, port),
};

expose(api);
