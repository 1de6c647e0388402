/** Measures workloads inside a worker, as the page trains them. */
import { expose } from 'comlink';
import { useBackend } from '#engine/backends.ts';
import { browserDatasetIo } from '#engine/data/browserDatasetIo.ts';
import { fetchBytes } from '#engine/fetchBytes.ts';
import type { BackendName } from '#protocol/training.ts';
import type { MeasureOptions, Timing } from './measure.ts';
import { measure } from './measure.ts';
import { workloads } from './workloads.ts';

export interface PageBench {
  measure(request: {
    id: string;
    backend: BackendName;
    options: MeasureOptions;
    baseUrl: string;
  }): Promise<Timing>;
}

const bench: PageBench = {
  measure: async ({ id, backend, options, baseUrl }) => {
    await useBackend(backend, {
      tfjsWasmFolder: `${baseUrl}tfjs-wasm/`,
      kernels: () => fetchBytes(`${baseUrl}kernels/spikes-simd.wasm`),
    });
    const workload = workloads.find((candidate) => candidate.id === id);
    if (workload === undefined) throw new Error(id);
    const io = browserDatasetIo({ dataUrl: `${baseUrl}data/`, shared: false });
    return measure(workload, io, options);
  },
};

expose(bench);
