/**
 * One run's changing state: weights, moments, and how far training has come.
 *
 * The order of samples and every random number follow from the seed and the counters here, so a
 * session restored from a checkpoint goes on to the same numbers.
 */
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import { epochOrder } from '../data/batch.ts';
import { methodOf } from '../methods/index.ts';
import type {
  Learner,
  LearnerContext,
  PendingUpdate,
  SampleProbe,
  SampleRequest,
} from './learner.ts';

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
  readonly learner: Learner;
  readonly progress: Progress;
  readonly trainCount: number;
  readonly testCount: number;
  readonly updatesPerEpoch: number;
  readonly evaluation: EvaluationProgress | null;
  /** Trains on the next batch. */
  step(): PendingUpdate;
  /** Evaluates the next part of the test split; true when the split is done. */
  evaluateNext(): Promise<boolean>;
  /** Closes the epoch after its evaluation: mean loss and share right. */
  finishEpoch(): { loss: number; accuracy: number };
  /** What one sample does in the network as it is; an index behind the last means the last. */
  probe(request: Omit<SampleRequest, 'epoch'>): Promise<SampleProbe>;
  /** Goes to another point of the run, whose weights have been written; a running evaluation is void. */
  goTo(progress: Progress): void;
  /** Takes over settings that keep every weight; false when that is not possible. */
  applySettings(experiment: Experiment, analysis: NetworkAnalysis): boolean;
  dispose(): void;
}

export async function createSession(context: LearnerContext): Promise<Session> {
  const { dataset } = context;
  let current = { experiment: context.experiment, analysis: context.analysis };
  let learner = await methodOf(context.experiment.rule.id).create(context);
  let order: { epoch: number; indices: Uint32Array } | null = null;
  let evaluation: EvaluationProgress | null = null;
  const progress: Progress = { epoch: 0, update: 0, updateInEpoch: 0, optimiserUpdates: 0 };
  const trainCount = dataset.train.count;
  const testCount = dataset.test.count;

  const updatesPerEpoch = (): number => Math.ceil(trainCount / current.experiment.batchSize);

  return {
    get experiment() {
      return current.experiment;
    },
    get analysis() {
      return current.analysis;
    },
    dataset,
    get learner() {
      return learner;
    },
    progress,
    trainCount,
    testCount,
    get updatesPerEpoch() {
      return updatesPerEpoch();
    },
    get evaluation() {
      return evaluation;
    },
    step: () => {
      const { epoch, updateInEpoch } = progress;
      if (order?.epoch !== epoch) {
        order = { epoch, indices: epochOrder(trainCount, current.experiment.seed, epoch) };
      }
      const { batchSize } = current.experiment;
      const start = updateInEpoch * batchSize;
      const pending = learner.train({
        indices: order.indices.subarray(start, start + batchSize),
        epoch,
        fraction: epoch + updateInEpoch / updatesPerEpoch(),
        update: progress.optimiserUpdates + 1,
      });
      progress.update++;
      progress.updateInEpoch++;
      progress.optimiserUpdates++;
      if (progress.updateInEpoch >= updatesPerEpoch()) learner.epochEnded?.(epoch);
      return pending;
    },
    evaluateNext: async () => {
      evaluation ??= { done: 0, lossSum: 0, right: 0 };
      const from = evaluation.done;
      const count = Math.min(learner.evaluationBatch, testCount - from);
      const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
      const { lossSum, right } = await learner.evaluate('test', indices);
      evaluation = {
        done: from + count,
        lossSum: evaluation.lossSum + lossSum,
        right: evaluation.right + right,
      };
      return evaluation.done >= testCount;
    },
    finishEpoch: () => {
      const { lossSum, right, done } = evaluation ?? { lossSum: 0, right: 0, done: 1 };
      evaluation = null;
      progress.epoch++;
      progress.updateInEpoch = 0;
      return { loss: lossSum / done, accuracy: right / done };
    },
    probe: (request) => {
      const last = (request.split === 'train' ? trainCount : testCount) - 1;
      const sampleIndex = Math.min(request.sampleIndex, last);
      return learner.probe({ ...request, sampleIndex, epoch: progress.epoch });
    },
    goTo: (point) => {
      Object.assign(progress, point);
      evaluation = null;
    },
    applySettings: (changed, changedAnalysis) => {
      if (needsNewRun(current.experiment, changed)) return false;
      const next = learner.withSettings(changed, changedAnalysis);
      if (next === null) return false;
      learner = next.learner;
      if (!next.momentsKept) progress.optimiserUpdates = 0;
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
    dispose: () => learner.dispose(),
  };
}

/** Changes that mean another method, other data, other random numbers or other initial weights. */
function needsNewRun(before: Experiment, after: Experiment): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const initOf = (experiment: Experiment): unknown =>
    experiment.network.layers.map(({ id, params, neuron }) => [
      id,
      neuron?.id,
      params['initGain'],
      params['init'],
      params['initScale'],
      params['initMean'],
    ]);
  return (
    before.seed !== after.seed ||
    before.rule.id !== after.rule.id ||
    !same(before.dataset, after.dataset) ||
    !same(initOf(before), initOf(after))
  );
}
