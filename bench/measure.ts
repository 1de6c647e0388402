/** Times training and inference of one workload on the current backend. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DatasetIo } from '#model/catalog.ts';
import { analyseNetwork } from '#model/network/analyse.ts';
import { evaluateBatch } from '#engine/training/evaluate.ts';
import { createSession } from '#engine/training/session.ts';
import type { Session } from '#engine/training/session.ts';
import type { Workload } from './workloads.ts';

export interface Timing {
  readonly trainMedianMs: number;
  readonly trainMinMs: number;
  readonly trainMaxMs: number;
  readonly inferMedianMs: number;
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
  options: MeasureOptions,
): Promise<Timing> {
  const analysis = analyseNetwork(workload.experiment, workload.catalog);
  const [issue] = analysis.issues;
  if (issue !== undefined) throw new Error(`${workload.id}: ${issue.reason}`);
  const session = createSession(workload.experiment, analysis, await workload.load(io));
  // The rest of an epoch is a smaller batch, which would pass for a fast one.
  const wholeBatches = Math.floor(session.feed.trainCount / workload.experiment.batchSize);
  const step = async (): Promise<number> => {
    if (session.progress.updateInEpoch >= wholeBatches) session.finishEpoch();
    const { results, batchSize } = session.step();
    const [loss = NaN] = await results.data();
    results.dispose();
    return loss / batchSize;
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
  const spikeRate = await hiddenRate(session);
  const timing: Timing = {
    trainMedianMs: median(train),
    trainMinMs: Math.min(...train),
    trainMaxMs: Math.max(...train),
    inferMedianMs: median(infer),
    spikeRate,
    memoryMb: heapMegabytes(),
    lossAfter,
  };
  session.dispose();
  return timing;
}

async function inferBatch(session: Session): Promise<void> {
  const batch = firstTestBatch(session);
  const sums = evaluateBatch(session.network, session.settings, batch);
  await sums.data();
  tf.dispose([sums, batch.input, batch.labels]);
}

function firstTestBatch(session: Session): ReturnType<Session['feed']['batch']> {
  const count = Math.min(session.experiment.batchSize, session.feed.testCount);
  return session.feed.batch(
    'test',
    Uint32Array.from({ length: count }, (_, i) => i),
    0,
  );
}

async function hiddenRate(session: Session): Promise<number> {
  const batch = firstTestBatch(session);
  const rates = tf.tidy(() => {
    const pass = session.network.forward(batch.input, batch.steps);
    return session.network.layers
      .filter((layer) => layer.coefficients !== null && layer !== session.network.readout)
      .map((layer) => {
        const output = pass.states.get(layer.plan.layer.id)?.output;
        return output === undefined ? tf.scalar(0) : tf.div(tf.sum(output), output.size);
      });
  });
  const values = await Promise.all(rates.map((rate) => rate.data()));
  tf.dispose([...rates, batch.input, batch.labels]);
  return values.reduce((sum, [rate = 0]) => sum + rate, 0) / Math.max(1, values.length);
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
