/** Trains a few updates on a given number of WASM threads and answers with losses and weights. */
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { threadNotice, useBackend } from '#engine/backends.ts';
import { fetchBytes } from '#engine/fetchBytes.ts';
import { wasmThreads } from '#engine/kernels/wasmRuntime.ts';
import { createSession } from '#engine/training/session.ts';

export interface TrainRequest {
  readonly threads: number;
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly updates: number;
}

export interface TrainAnswer {
  readonly threads: number;
  readonly notice: string | null;
  readonly losses: number[];
  readonly weights: Float32Array[];
}

self.onmessage = async ({ data }: MessageEvent<TrainRequest>) => {
  const { threads, experiment, dataset, updates } = data;
  await useBackend('wasm', {
    tfjsWasmFolder: '/tfjs-wasm/',
    kernels: () => fetchBytes('/kernels/spikes-simd.wasm'),
    threads: {
      kernels: () => fetchBytes('/kernels/spikes-threads.wasm'),
      createHelper: () =>
        new Worker(new URL('../kernelPool.worker.ts', import.meta.url), { type: 'module' }),
      count: threads,
    },
  });
  const session = createSession(experiment, analyseNetwork(experiment, catalog), dataset);
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    const { results } = session.step();
    losses.push((await results.data())[0] ?? NaN);
    results.dispose();
  }
  const weights = await Promise.all(
    session.network.parameters.map(async ({ tensor }) => (await tensor.data()) as Float32Array),
  );
  const answer: TrainAnswer = { threads: wasmThreads(), notice: threadNotice(), losses, weights };
  self.postMessage(answer);
};
