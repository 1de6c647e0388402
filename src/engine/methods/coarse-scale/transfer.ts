/**
 * Runs a trained coarse-scale network and the continuous LIF network of the same weights on the same
 * input spikes, and compares them. (§6)
 *
 * The spikes of a step arrive at independent uniform moments of it. A shorter presentation is the
 * beginning of a longer one, so one run of the longest answers for all lengths.
 */
import type { Dataset } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { createStream } from '#model/random/stream.ts';
import { codedError } from '#protocol/errors.ts';
import type { TransferReport, TransferRequest } from '#protocol/transfer.ts';
import * as tf from '@tensorflow/tfjs-core';
import { streamIdOf } from '../../data/batch.ts';
import { createNetwork } from '../../network/network.ts';
import { writeTensor } from '../../network/writeTensor.ts';
import { createFeed } from '../../training/feed.ts';
import type { ContinuousSignal } from './continuous/network.ts';
import { continuousNetwork } from './continuous/network.ts';
import { NO_SPIKES, SpikeBuffer } from './continuous/spikeList.ts';
import { createComparison } from './comparison.ts';

export interface TransferContext {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  readonly dataset: Dataset;
  /** Trained values by the names of their parameters. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  now(): number;
  /** Called between batches, so that others get their turn; false ends the evaluation early. */
  onProgress(done: number, total: number): Promise<boolean>;
}

/** Activations of one batch of the coarse network; bounded by memory. */
const BATCH_VALUES = 3_000_000;
const MOST_SAMPLES = 50;

/** Codes of an experiment whose spikes go on alike however long the presentation is. */
const LASTING = new Set(['poisson', 'constant']);

/**
 * @throws ImpossibleNetwork for a network without a counterpart in continuous time, and for a longer presentation
 * of a code that ends with the document's
 */
export async function evaluateTransfer(
  context: TransferContext,
  { split, samples, lengths }: TransferRequest,
): Promise<TransferReport> {
  const { experiment, analysis, dataset, weights, now } = context;
  const started = now();
  const stepsOf = lengths.map((length) => length * experiment.simulation.steps);
  const steps = Math.max(...stepsOf);
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  if (steps > experiment.simulation.steps && !LASTING.has(encoder.id)) {
    throw codedError(
      'ImpossibleNetwork',
      `"${encoder.label}" ends with the presentation, so it cannot last longer. Use Poisson spikes.`,
    );
  }
  const simulation = { ...experiment.simulation, steps };
  const feed = createFeed({ ...experiment, simulation }, dataset);
  const total = Math.min(samples, dataset[split].count);
  const continuous = continuousNetwork(analysis, (id) => weights.get(id) ?? null);
  const classes = analysis.plan.find(({ entry }) => entry.role === 'readout')?.output[0] ?? 0;
  const comparison = createComparison(stepsOf, classes);
  const batchSize = batchFor(analysis, steps);

  const network = createNetwork(experiment, analysis);
  for (const own of network.parameters) {
    const values = weights.get(own.id);
    if (values !== undefined) writeTensor(own.tensor, values);
  }
  let done = 0;
  try {
    while (done < total) {
      const from = done;
      const indices = Uint32Array.from(
        { length: Math.min(batchSize, total - from) },
        (_, i) => from + i,
      );
      const batch = feed.batch(split, indices, 0);
      const output = tf.tidy(() => tf.clone(network.forward(batch.input, steps).readout.output));
      const [input, coarse, labels] = await Promise.all([
        batch.input.data(),
        output.data(),
        batch.labels.data(),
      ]);
      tf.dispose([batch.input, batch.labels, output]);
      const nInputs = input.length / (indices.length * (encoder.output === 'static' ? 1 : steps));
      const spikes = new SpikeBuffer();
      for (let b = 0; b < indices.length; b++) {
        const signal =
          encoder.output === 'static'
            ? {
                spikes: NO_SPIKES,
                current: Float64Array.from(input.subarray(b * nInputs, (b + 1) * nInputs)),
              }
            : jittered(input, { b, batch: indices.length, nInputs, steps }, spikes, {
                seed: experiment.seed,
                streamId: streamIdOf(split, indices[b]!),
              });
        comparison.add(
          labels[b]!,
          (k, step) => coarse[(step * indices.length + b) * classes + k]!,
          continuous.run(signal, steps),
        );
      }
      done += indices.length;
      if (!(await context.onProgress(done, total))) break;
    }
  } finally {
    network.dispose();
  }
  return { split, samples: done, rows: comparison.rows(), seconds: (now() - started) / 1000 };
}

/** The spikes `[T, B, n]` of one sample, each at a moment of its own in its step. */
function jittered(
  input: ArrayLike<number>,
  at: {
    readonly b: number;
    readonly batch: number;
    readonly nInputs: number;
    readonly steps: number;
  },
  into: SpikeBuffer,
  name: { readonly seed: number; readonly streamId: number },
): ContinuousSignal {
  const stream = createStream(name.seed, 'noise', name.streamId);
  into.clear();
  for (let step = 0; step < at.steps; step++) {
    const row = (step * at.batch + at.b) * at.nInputs;
    for (let i = 0; i < at.nInputs; i++) {
      if (input[row + i]! > 0) into.push(step + stream.uniform(), i);
    }
  }
  into.sort();
  return { spikes: into, current: null };
}

function batchFor({ plan }: NetworkAnalysis, steps: number): number {
  const perSample = plan.reduce(
    (sum, { output }) => sum + output.reduce((size, extent) => size * extent, 1),
    0,
  );
  const fits = Math.floor(BATCH_VALUES / (perSample * steps));
  return Math.max(1, Math.min(MOST_SAMPLES, fits));
}
