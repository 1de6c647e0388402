/**
 * One run's changing state: weights, moments, and how far training has come.
 *
 * The order of samples and every random number follow from the seed and the counters here, so a
 * session restored from a checkpoint goes on to the same numbers.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { epochOrder } from '../data/batch.ts';
import type { Network } from '../network/network.ts';
import { createNetwork } from '../network/network.ts';
import { evaluateBatch } from './evaluate.ts';
import type { Feed } from './feed.ts';
import { createFeed } from './feed.ts';
import type { TrainingSettings } from './settings.ts';
import { trainingSettings } from './settings.ts';
import type { Batch, Moments } from './update.ts';
import { createMoments, disposeMoments, trainBatch } from './update.ts';

export interface Progress {
  /** Finished epochs, evaluation included. */
  epoch: number;
  /** Finished updates in all. */
  update: number;
  /** Finished updates of the running epoch. */
  updateInEpoch: number;
  /** Updates since the optimiser's moments were zero, which Adam's bias correction counts. */
  optimiserUpdates: number;
}

/** How far the evaluation of the test split has come. */
export interface EvaluationProgress {
  done: number;
  lossSum: number;
  right: number;
}

export interface Session {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  readonly dataset: Dataset;
  readonly network: Network;
  readonly moments: readonly Moments[];
  readonly settings: TrainingSettings;
  readonly feed: Feed;
  readonly progress: Progress;
  readonly updatesPerEpoch: number;
  readonly evaluation: EvaluationProgress | null;
  /** Trains on the next batch; `[3]` as in `trainBatch`, and the batch's size. */
  step(): { results: tf.Tensor; batchSize: number };
  /** Evaluates the next part of the test split; true when the split is done. */
  evaluateNext(): Promise<boolean>;
  /** Closes the epoch after its evaluation: mean loss and share right. */
  finishEpoch(): { loss: number; accuracy: number };
  /** Goes to another point of the run, whose weights have been written; a running evaluation is void. */
  goTo(progress: Progress): void;
  /** Takes over settings that keep every tensor; false when that is not possible. */
  applySettings(experiment: Experiment, analysis: NetworkAnalysis): boolean;
  dispose(): void;
}

/** Samples of one evaluation batch; bounded by memory, not by the optimiser. */
const EVALUATION_VALUES = 6_000_000;

export function createSession(
  experiment: Experiment,
  analysis: NetworkAnalysis,
  dataset: Dataset,
): Session {
  let current = { experiment, analysis };
  let network = createNetwork(experiment, analysis);
  let settings = trainingSettings(experiment);
  let feed = createFeed(experiment, dataset);
  let moments = createMoments(network, settings);
  let order: { epoch: number; indices: Uint32Array } | null = null;
  let evaluation: EvaluationProgress | null = null;
  const progress: Progress = { epoch: 0, update: 0, updateInEpoch: 0, optimiserUpdates: 0 };

  const updatesPerEpoch = (): number => Math.ceil(feed.trainCount / current.experiment.batchSize);

  const withBatch = <T>(batch: Batch, compute: (batch: Batch) => T): T => {
    try {
      return compute(batch);
    } finally {
      batch.input.dispose();
      batch.labels.dispose();
    }
  };

  const session: Session = {
    get experiment() {
      return current.experiment;
    },
    get analysis() {
      return current.analysis;
    },
    dataset,
    get network() {
      return network;
    },
    get moments() {
      return moments;
    },
    get settings() {
      return settings;
    },
    get feed() {
      return feed;
    },
    progress,
    get updatesPerEpoch() {
      return updatesPerEpoch();
    },
    get evaluation() {
      return evaluation;
    },
    step: () => {
      if (order?.epoch !== progress.epoch) {
        const indices = epochOrder(feed.trainCount, current.experiment.seed, progress.epoch);
        order = { epoch: progress.epoch, indices };
      }
      const { batchSize } = current.experiment;
      const start = progress.updateInEpoch * batchSize;
      const indices = order.indices.subarray(start, start + batchSize);
      const fraction = progress.updateInEpoch / updatesPerEpoch();
      const results = withBatch(feed.batch('train', indices, progress.epoch), (batch) =>
        trainBatch({
          network,
          settings,
          moments,
          batch,
          update: progress.optimiserUpdates + 1,
          epoch: progress.epoch + fraction,
        }),
      );
      progress.update++;
      progress.updateInEpoch++;
      progress.optimiserUpdates++;
      return { results, batchSize: indices.length };
    },
    evaluateNext: async () => {
      evaluation ??= { done: 0, lossSum: 0, right: 0 };
      const count = Math.min(evaluationBatch(current), feed.testCount - evaluation.done);
      const from = evaluation.done;
      const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
      const sums = withBatch(feed.batch('test', indices, 0), (batch) =>
        evaluateBatch(network, settings, batch),
      );
      const [lossSum = 0, right = 0] = await sums.data();
      sums.dispose();
      evaluation = {
        done: evaluation.done + count,
        lossSum: evaluation.lossSum + lossSum,
        right: evaluation.right + right,
      };
      return evaluation.done >= feed.testCount;
    },
    finishEpoch: () => {
      const { lossSum, right, done } = evaluation ?? { lossSum: 0, right: 0, done: 1 };
      evaluation = null;
      progress.epoch++;
      progress.updateInEpoch = 0;
      return { loss: lossSum / done, accuracy: right / done };
    },
    goTo: (point) => {
      Object.assign(progress, point);
      evaluation = null;
    },
    applySettings: (changed, changedAnalysis) => {
      if (needsNewRun(current.experiment, changed)) return false;
      const next = network.withSettings(changed, changedAnalysis);
      if (next === null) return false;
      const nextSettings = trainingSettings(changed);
      if (nextSettings.update(1, 0).kind === settings.update(1, 0).kind) {
        moments = inOrderOf(next, network, moments);
      } else {
        disposeMoments(moments);
        moments = createMoments(next, nextSettings);
        progress.optimiserUpdates = 0;
      }
      network = next;
      settings = nextSettings;
      feed = createFeed(changed, dataset);
      // Another batch size cuts the epoch differently: go on behind the samples already seen.
      const seen = progress.updateInEpoch * current.experiment.batchSize;
      const allSeen = progress.updateInEpoch >= updatesPerEpoch();
      current = { experiment: changed, analysis: changedAnalysis };
      progress.updateInEpoch = allSeen
        ? updatesPerEpoch()
        : Math.min(Math.floor(seen / changed.batchSize), updatesPerEpoch() - 1);
      // What was evaluated under other settings does not count.
      evaluation = null;
      return true;
    },
    dispose: () => {
      network.dispose();
      disposeMoments(moments);
    },
  };
  return session;
}

/** The moments of the same parameters in the order of another network. */
function inOrderOf(next: Network, before: Network, moments: readonly Moments[]): Moments[] {
  const known = new Map(before.parameters.map((own, index) => [own.id, moments[index]]));
  return next.parameters.map((own) => {
    const found = known.get(own.id);
    if (found === undefined) throw new Error(`${own.id}: no moments`);
    return found;
  });
}

/** Changes that mean other data, other random numbers or other initial weights. */
function needsNewRun(before: Experiment, after: Experiment): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const initOf = (experiment: Experiment): unknown =>
    experiment.network.layers.map(({ id, params }) => [
      id,
      params['initGain'],
      params['init'],
      params['initScale'],
      params['initMean'],
    ]);
  return (
    before.seed !== after.seed ||
    !same(before.dataset, after.dataset) ||
    !same(initOf(before), initOf(after))
  );
}

function evaluationBatch({
  experiment,
  analysis,
}: Pick<Session, 'experiment' | 'analysis'>): number {
  const perSample = analysis.plan.reduce(
    (sum, { output }) => sum + output.reduce((size, extent) => size * extent, 1),
    0,
  );
  const fits = Math.floor(EVALUATION_VALUES / (perSample * experiment.simulation.steps));
  return Math.max(1, Math.min(500, fits));
}
