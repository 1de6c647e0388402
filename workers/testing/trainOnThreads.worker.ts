/** Trains a few updates on a given number of WASM threads and answers with losses and weights. */
import { catalog } from '#catalog/index.ts';
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { threadNotice, useBackend } from '#engine/backends.ts';
import { browserAssets } from '#engine/browserAssets.ts';
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
  const assets = browserAssets(() => '/', {
    createHelper: () =>
      new Worker(new URL('../kernelPool.worker.ts', import.meta.url), { type: 'module' }),
    threads,
  });
  await useBackend('wasm', assets);
  const analysis = analyseNetwork(experiment, catalog);
  const session = await createSession({ experiment, analysis, dataset, assets });
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    losses.push((await session.step().read()).lossSum);
  }
  const weights = await Promise.all(
    session.learner.state
      .filter(({ id }) => id.startsWith('w:'))
      .map(async (own) => Float32Array.from(await own.read())),
  );
  const answer: TrainAnswer = { threads: wasmThreads(), notice: threadNotice(), losses, weights };
  self.postMessage(answer);
};
