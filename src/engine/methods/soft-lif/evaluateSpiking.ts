/**
 * Presents samples to the spiking network of the trained weights: accuracy against time, spikes,
 * synaptic events and energy (method spec §5, §6).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { SpikingReport, SpikingRequest } from '#protocol/spiking.ts';
import { argMax } from '../../kernels/loss/loss.ts';
import type { ForwardPass, Network } from '../../network/network.ts';
import type { Feed } from '../../training/feed.ts';
import { efficiencyOf } from './efficiency.ts';
import { createSpikingRun } from './spikingPass.ts';
import { filterCoefficients } from './synapse.ts';
import { countSynapses } from './synapsesOut.ts';

export interface SpikingContext {
  readonly network: Network;
  readonly analysis: NetworkAnalysis;
  readonly feed: Feed;
  readonly dtMs: number;
  readonly seed: number;
  readonly count: number;
  readonly now: () => number;
  /** Called between batches, so that others get their turn; false ends the evaluation early. */
  readonly onProgress?: (done: number, total: number) => Promise<boolean>;
}

/** Activations of one batch; bounded by memory, and by the caches that hold a layer's steps. */
const BATCH_VALUES = 12_000_000;
const MOST_SAMPLES = 50;

export async function evaluateSpiking(
  context: SpikingContext,
  request: SpikingRequest,
): Promise<SpikingReport> {
  const { network, analysis, feed, dtMs, now } = context;
  const started = now();
  const { split, windows, synapse, tauSynMs, carryState } = request;
  const stepOf = (ms: number): number => Math.round(ms / dtMs);
  const steps = stepOf(request.presentationMs);
  const run = createSpikingRun(network, {
    steps,
    dtS: dtMs / 1000,
    filter: filterCoefficients(synapse, tauSynMs, dtMs),
    scatter: request.start === 'random' ? context.seed : null,
  });
  const synapses = countSynapses(analysis.plan);
  const spikesAt = synapses.layers.map(() => new Float64Array(steps));
  const right = { static: 0, onset: new Float64Array(steps), later: new Float64Array(steps) };
  const rightIn = windows.map(() => 0);
  const total = Math.min(request.samples, context.count);
  const batchSize = Math.min(total, batchFor(analysis, steps));
  let done = 0;
  try {
    while (done < total) {
      // Streams of a carried state go on side by side, so a batch keeps its size.
      const from = carryState ? Math.min(done, total - batchSize) : done;
      const indices = Uint32Array.from(
        { length: Math.min(batchSize, total - from) },
        (_, i) => from + i,
      );
      const skipped = done - from;
      if (!carryState) run.rest();
      const batch = feed.batch(split, indices, 0);
      const sums: { index: number; perStep: tf.Tensor }[] = [];
      const readout = run.present(batch.input, null, ({ layer, output }) => {
        const index = synapses.layers.findIndex(({ id }) => id === layer.plan.layer.id);
        if (index < 0) return;
        const counted = skipped === 0 ? output : tf.slice(output, [0, skipped, 0]);
        sums.push({ index, perStep: tf.keep(tf.sum(counted, [1, 2])) });
      });
      const still = tf.tidy(() => tf.clone(membraneOf(network.forward(batch.input, 1))));
      const labels = await batch.labels.data();
      const values = (await readout.data()) as Float32Array;
      const resting = (await still.data()) as Float32Array;
      for (const { index, perStep } of sums) {
        (await perStep.data()).forEach((spikes, t) => {
          spikesAt[index]![t] = spikesAt[index]![t]! + spikes;
        });
        perStep.dispose();
      }
      tf.dispose([batch.input, batch.labels, readout, still]);
      const classes = resting.length / indices.length;
      for (let b = skipped; b < indices.length; b++) {
        const label = labels[b]!;
        const sumsAt = cumulated(values, { steps, batch: indices.length, b, classes });
        const isRight = (begin: number, end: number): number =>
          Number(largest(sumsAt, begin, end, classes) === label);
        right.static += Number(argMax(resting, b * classes, classes) === label);
        for (let t = 0; t < steps; t++) {
          right.onset[t] = right.onset[t]! + isRight(0, t + 1);
          right.later[t] = right.later[t]! + isRight(Math.floor((t + 1) / 2), t + 1);
        }
        windows.forEach(({ fromMs, toMs }, index) => {
          rightIn[index] = rightIn[index]! + isRight(stepOf(fromMs), stepOf(toMs));
        });
      }
      done = from + indices.length;
      if (context.onProgress !== undefined && !(await context.onProgress(done, total))) break;
    }
  } finally {
    run.rest();
  }
  const until = (layer: number, end: number): number =>
    spikesAt[layer]!.subarray(0, end).reduce((sum, spikes) => sum + spikes, 0) / done;
  const share = (counts: Float64Array): Float32Array =>
    Float32Array.from(counts, (count) => count / done);
  return {
    split,
    samples: done,
    staticAccuracy: right.static / done,
    rows: windows.map(({ fromMs, toMs }, index) => {
      const end = stepOf(toMs);
      const seconds = toMs / 1000;
      const { efficiency, spikesPerImage, synopsPerS } = efficiencyOf({
        neurons: synapses.layers.map(({ neurons }) => neurons),
        synapsesOut: [synapses.ofInput, ...synapses.layers.map(({ synapsesOut }) => synapsesOut)],
        ratesHz: synapses.layers.map(({ neurons }, layer) => until(layer, end) / neurons / seconds),
        presentationS: seconds,
        dtS: dtMs / 1000,
      });
      return {
        ...{ fromMs, toMs, accuracy: rightIn[index]! / done },
        ...{ spikesPerImage, synopsPerImage: synopsPerS * seconds, efficiency },
      };
    }),
    layers: synapses.layers.map(({ id, neurons, synapsesOut }, layer) => ({
      ...{ id, neurons, synapsesOut },
      meanRateHz: until(layer, steps) / neurons / ((steps * dtMs) / 1000),
    })),
    curve: {
      timesMs: Float32Array.from({ length: steps }, (_, t) => (t + 1) * dtMs),
      sinceOnset: share(right.onset),
      laterHalf: share(right.later),
    },
    seconds: (now() - started) / 1000,
  };
}

function membraneOf({ readout }: ForwardPass): tf.Tensor {
  if (readout.membrane === null) throw new Error('the readout has no membrane');
  return readout.membrane;
}

/** Sums of a sample's readout up to each step, `[T + 1, K]`, in float64. */
function cumulated(
  values: Float32Array,
  at: { steps: number; batch: number; b: number; classes: number },
): Float64Array {
  const { steps, batch, b, classes } = at;
  const sums = new Float64Array((steps + 1) * classes);
  for (let t = 0; t < steps; t++) {
    const row = (t * batch + b) * classes;
    for (let k = 0; k < classes; k++) {
      sums[(t + 1) * classes + k] = sums[t * classes + k]! + values[row + k]!;
    }
  }
  return sums;
}

/** Class of the largest sum over the steps `begin` … `end` − 1, the first on a tie. */
function largest(sums: Float64Array, begin: number, end: number, classes: number): number {
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k < classes; k++) {
    const sum = sums[end * classes + k]! - sums[begin * classes + k]!;
    if (sum > most) [most, best] = [sum, k];
  }
  return best;
}

function batchFor({ plan }: NetworkAnalysis, steps: number): number {
  const widest = plan.reduce(
    (most, { output }) =>
      Math.max(
        most,
        output.reduce((size, extent) => size * extent, 1),
      ),
    0,
  );
  // Two layers are held at a time: products and spikes of one, spikes of the one before.
  const fits = Math.floor(BATCH_VALUES / (3 * widest * steps));
  return Math.max(1, Math.min(MOST_SAMPLES, fits));
}
