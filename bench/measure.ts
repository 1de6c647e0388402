/** Times training and inference of one workload on the current backend. */
import type { EngineAssets } from '#engine/backends.ts';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Dataset, DatasetIo } from '#model/catalog.ts';
import { createFeed } from '#engine/training/feed.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { createSession } from '#engine/training/session.ts';
import type { Session } from '#engine/training/session.ts';
import type { Workload } from './workloads.ts';

export interface Timing {
  readonly trainMedianMs: number;
  readonly trainMinMs: number;
  readonly trainMaxMs: number;
  readonly inferMedianMs: number;
  /** Gathering and encoding one training batch, which the step above contains; NaN outside of steps. */
  readonly dataMedianMs: number;
  /** Spikes per neuron and step of the hidden layers, in the batch measured last. */
  readonly spikeRate: number;
  /** Heap of the backend after the last step. */
  readonly memoryMb: number;
  readonly lossAfter: number;
}

export interface MeasureOptions {
  /** Updates before the clock starts: compiles, warms up, and brings spike rates to those of training. */
  readonly warmUp: number;
  readonly steps: number;
}

export async function measure(
  workload: Workload,
  io: DatasetIo,
  assets: EngineAssets,
  options: MeasureOptions,
): Promise<Timing> {
  const analysis = analyseNetwork(workload.experiment, workload.catalog);
  const [issue] = analysis.issues;
  if (issue !== undefined) throw new Error(`${workload.id}: ${issue.reason}`);
  const { experiment } = workload;
  const dataset = await workload.load(io);
  const session = await createSession({ experiment, analysis, dataset, assets });
  // The rest of an epoch is a smaller batch, which would pass for a fast one.
  const wholeBatches = Math.floor(session.trainCount / experiment.batchSize);
  const step = async (): Promise<number> => {
    if (session.progress.updateInEpoch >= wholeBatches) session.finishEpoch();
    const pending = session.step();
    return (await pending.read()).lossSum / pending.batchSize;
  };
  let lossAfter = NaN;
  for (let i = 0; i < options.warmUp; i++) lossAfter = await step();
  const train: number[] = [];
  for (let i = 0; i < options.steps; i++) {
    const start = performance.now();
    lossAfter = await step();
    train.push(performance.now() - start);
  }
  const infer: number[] = [];
  for (let i = 0; i < options.steps; i++) {
    const start = performance.now();
    await inferBatch(session);
    infer.push(performance.now() - start);
  }
  const dataMedianMs = workload.inSteps ? timeData(session, dataset) : NaN;
  const spikeRate = await hiddenRate(session);
  const timing: Timing = {
    trainMedianMs: median(train),
    trainMinMs: Math.min(...train),
    trainMaxMs: Math.max(...train),
    inferMedianMs: median(infer),
    dataMedianMs,
    spikeRate,
    memoryMb: heapMegabytes(),
    lossAfter,
  };
  session.dispose();
  return timing;
}

async function inferBatch({ learner, experiment, testCount }: Session): Promise<void> {
  const count = Math.min(experiment.batchSize, testCount);
  await learner.evaluate(
    'test',
    Uint32Array.from({ length: count }, (_, i) => i),
  );
}

/** As often as it takes until the encoder runs at full speed, as it does after seconds of training. */
const DATA_BATCHES = 400;

function timeData({ experiment, trainCount }: Session, dataset: Dataset): number {
  const feed = createFeed(experiment, dataset);
  const times = Array.from({ length: DATA_BATCHES }, (_, round) => {
    const indices = Uint32Array.from(
      { length: experiment.batchSize },
      (_unused, k) => (round * experiment.batchSize + k) % trainCount,
    );
    const start = performance.now();
    const { input, labels } = feed.batch('train', indices, round, true);
    const taken = performance.now() - start;
    tf.dispose([input, labels]);
    return taken;
  });
  return median(times);
}

const RATE_SAMPLES = 20;

/** Mean over the hidden layers of a few test samples. */
async function hiddenRate(session: Session): Promise<number> {
  const hidden = session.analysis.plan
    .filter(({ entry }) => entry.role === 'weighted')
    .map(({ layer }) => layer.id);
  const rates: number[] = [];
  for (let sampleIndex = 0; sampleIndex < RATE_SAMPLES; sampleIndex++) {
    const request = { split: 'test', sampleIndex, layerId: '', neurons: [] } as const;
    const { layers, sample } = await session.probe(request);
    for (const { id, size, times } of layers) {
      if (hidden.includes(id)) rates.push(times.length / (size * sample.steps));
    }
  }
  return rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length);
}

function heapMegabytes(): number {
  if (tf.getBackend() === 'wasm') {
    const { wasm } = tf.backend() as BackendWasm;
    return (wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.byteLength / 1e6;
  }
  return tf.memory().numBytes / 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
