/**
 * One run's changing state: weights, moments, and how far training has come.
 *
 * The order of samples and every random number follow from the seed and the counters here, so a
 * session restored from a checkpoint goes on to the same numbers.
 */
import type { Dataset } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { BackwardPass, ExplainRequest } from '#protocol/backward.ts';
import type { Split } from '#protocol/dataset.ts';
import type { Answer, AnswerRequest } from '#protocol/answer.ts';
import type { EvaluatedSplit, Evaluation } from '#protocol/training.ts';
import type { Prepare } from '../data/ahead.ts';
import { createAhead } from '../data/ahead.ts';
import { epochOrder, inputCount } from '../data/batch.ts';
import { holdOut } from '../data/holdOut.ts';
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

/** How far the evaluation of a split has come. */
export interface EvaluationProgress {
  readonly split: EvaluatedSplit;
  /** Samples in all. */
  readonly count: number;
  done: number;
  lossSum: number;
  right: number;
}

export interface Session {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  /** As loaded; the learner's training split ends with the samples held back. */
  readonly dataset: Dataset;
  readonly learner: Learner;
  readonly progress: Progress;
  readonly trainCount: number;
  /** Samples held back; 0 for none. */
  readonly validationCount: number;
  readonly testCount: number;
  /** What is evaluated after each epoch. */
  readonly evaluatedSplit: EvaluatedSplit;
  readonly updatesPerEpoch: number;
  readonly evaluation: EvaluationProgress | null;
  /** Trains on the next batch. */
  step(): PendingUpdate;
  /** Evaluates the next part of a split; its result when the split is done. */
  evaluateNext(split: EvaluatedSplit): Promise<Evaluation | null>;
  /** Closes the epoch after its evaluation. */
  finishEpoch(): void;
  /** What one sample does in the network as it is; an index behind the last means the last. */
  probe(request: Omit<SampleRequest, 'epoch'>): Promise<SampleProbe>;
  /** What the network as it is says of a sample of no data set. */
  answer(request: AnswerRequest): Promise<Answer>;
  /** How the error of one sample travels back; an index behind the last means the last. */
  explain(request: ExplainRequest): Promise<BackwardPass>;
  /** Goes to another point of the run, whose weights have been written; a running evaluation is void. */
  goTo(progress: Progress): void;
  /** Takes over settings that keep every weight; false when that is not possible. */
  applySettings(experiment: Experiment, analysis: NetworkAnalysis): boolean;
  dispose(): void;
}

export interface SessionContext extends Omit<LearnerContext, 'ahead'> {
  /** Changes training samples on another thread. */
  readonly prepare?: Prepare | undefined;
}

export async function createSession(context: SessionContext): Promise<Session> {
  const { dataset, prepare } = context;
  const ahead = createAhead(prepare, context.experiment);
  const held = holdOut(dataset, context.experiment.stopping.validation);
  let current = { experiment: context.experiment, analysis: context.analysis };
  let learner = await methodOf(context.experiment.rule.id).create({
    ...context,
    dataset: held.dataset,
    ahead,
  });
  let order: { epoch: number; indices: Uint32Array } | null = null;
  let evaluation: EvaluationProgress | null = null;
  const progress: Progress = { epoch: 0, update: 0, updateInEpoch: 0, optimiserUpdates: 0 };
  const { trainCount, validationCount } = held;
  const testCount = dataset.test.count;
  const evaluatedSplit: EvaluatedSplit = validationCount > 0 ? 'validation' : 'test';

  /** Validation samples lie behind those that are trained on, and can be looked at as well. */
  const lastOf = (split: Split): number =>
    (split === 'train' ? trainCount + validationCount : testCount) - 1;
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
    validationCount,
    testCount,
    evaluatedSplit,
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
      ahead.advance(order.indices, epoch, start + batchSize);
      progress.update++;
      progress.updateInEpoch++;
      progress.optimiserUpdates++;
      if (progress.updateInEpoch >= updatesPerEpoch()) learner.epochEnded?.(epoch);
      return pending;
    },
    evaluateNext: async (split) => {
      if (evaluation?.split !== split) {
        const count = split === 'test' ? testCount : validationCount;
        if (count === 0) throw new RangeError('evaluate: no validation samples are held back');
        evaluation = { split, count, done: 0, lossSum: 0, right: 0 };
      }
      const { done, count } = evaluation;
      const size = Math.min(learner.evaluationBatch, count - done);
      const first = split === 'test' ? 0 : trainCount;
      const indices = Uint32Array.from({ length: size }, (_, i) => first + done + i);
      const sums = await learner.evaluate(split === 'test' ? 'test' : 'train', indices);
      const lossSum = evaluation.lossSum + sums.lossSum;
      const right = evaluation.right + sums.right;
      const isDone = done + size >= count;
      evaluation = isDone ? null : { split, count, done: done + size, lossSum, right };
      return isDone ? { loss: lossSum / count, accuracy: right / count } : null;
    },
    finishEpoch: () => {
      progress.epoch++;
      progress.updateInEpoch = 0;
    },
    probe: (request) => {
      const last = lastOf(request.split);
      const sampleIndex = Math.min(request.sampleIndex, last);
      return learner.probe({ ...request, sampleIndex, epoch: progress.epoch });
    },
    answer: async ({ values, layerId, neurons }) => {
      const size = inputCount(dataset.test);
      if (values.length !== size)
        throw new RangeError(`answer: got ${values.length} values, expected ${size}`);
      const given = { count: 1, values, scale: 1, labels: new Uint8Array(1) };
      const { sample, layers, traces } = await learner.probe({
        ...{ split: 'test', sampleIndex: 0, epoch: 0, given },
        ...{ layerId, neurons },
      });
      const probabilities = await learner.classify(values, 1);
      const { steps, dtMs } = sample;
      return { probabilities, steps, dtMs, layers, traces, update: progress.update };
    },
    explain: async ({ split, sampleIndex }) => {
      const index = Math.min(sampleIndex, lastOf(split));
      const { epoch, update } = progress;
      const explanation = await learner.explain({ split, sampleIndex: index, epoch });
      return { ...explanation, ruleId: current.experiment.rule.id, update };
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
      ahead.use(changed);
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
    before.stopping.validation !== after.stopping.validation ||
    !same(before.dataset, after.dataset) ||
    !same(initOf(before), initOf(after))
  );
}
