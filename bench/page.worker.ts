/** Measures workloads inside a worker, as the page trains them. */
import { expose } from 'comlink';
import { useBackend } from '#engine/backends.ts';
import { browserDatasetIo } from '#engine/data/browserDatasetIo.ts';
import { browserAssets } from '#engine/browserAssets.ts';
import { wasmThreads } from '#engine/kernels/wasmRuntime.ts';
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
    /** WASM threads; null for as many as a person's page would take. */
    threads: number | null;
  }): Promise<Timing & { threads: number }>;
}

const bench: PageBench = {
  measure: async ({ id, backend, options, baseUrl, threads }) => {
    const assets = browserAssets(() => baseUrl, {
      createHelper: () =>
        new Worker(new URL('../workers/kernelPool.worker.ts', import.meta.url), { type: 'module' }),
      ...(threads === null ? {} : { threads }),
    });
    await useBackend(backend, assets);
    const workload = workloads.find((candidate) => candidate.id === id);
    if (workload === undefined) throw new Error(id);
    const io = browserDatasetIo({ dataUrl: `${baseUrl}data/`, shared: false });
    const timing = await measure(workload, io, assets, options);
    return { ...timing, threads: backend === 'wasm' ? wasmThreads() : 1 };
  },
};

expose(bench);
