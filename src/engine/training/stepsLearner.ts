/** The learner of rules that run in time steps on tfjs: gradients by adjoints through all of time. */
import type * as tf from '@tensorflow/tfjs-core';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import type { NetworkAnalysis } from '#model/network/analyse.ts';
import type { Phase } from '../effects/activeEffects.ts';
import { activeEffects } from '../effects/activeEffects.ts';
import type { Network } from '../network/network.ts';
import { createNetwork } from '../network/network.ts';
import { writeTensor } from '../network/writeTensor.ts';
import { evaluateBatch } from './evaluate.ts';
import { explainSteps } from './explain/explainSteps.ts';
import type { Feed } from './feed.ts';
import { createFeed } from './feed.ts';
import type { Learner, LearnerContext, PendingUpdate, StateArray } from './learner.ts';
import { classifyValues } from './probe/decision.ts';
import { predictSteps } from './predictSteps.ts';
import { probeSample } from './probe/sample.ts';
import { readWeights } from './probe/weights.ts';
import type { TrainingSettings } from './settings.ts';
import { trainingSettings } from './settings.ts';
import type { Batch, Moments } from './update.ts';
import { createMoments, disposeMoments, trainBatch } from './update.ts';

export interface StepsLearner extends Learner {
  readonly experiment: Experiment;
  readonly analysis: NetworkAnalysis;
  /** What is trained. */
  readonly network: Network;
  /** The same weights as evaluation meets them: on the substrate, if the document has one. */
  readonly tested: Network;
  readonly moments: readonly Moments[];
  readonly settings: TrainingSettings;
  readonly feed: Feed;
  withSettings(
    experiment: Experiment,
    analysis: NetworkAnalysis,
  ): { readonly learner: StepsLearner; readonly momentsKept: boolean } | null;
}

interface Parts {
  readonly network: Network;
  readonly tested: Network;
  readonly settings: TrainingSettings;
  readonly moments: readonly Moments[];
}

export function createStepsLearner(context: LearnerContext): StepsLearner {
  const ideal = createNetwork(context.experiment, context.analysis);
  const settings = trainingSettings(context.experiment);
  const moments = createMoments(ideal, settings);
  return assemble(context, { ...onSubstrate(ideal, context.experiment), settings, moments });
}

/** A network as training and as evaluation meet it. */
function onSubstrate(
  ideal: Network,
  experiment: Experiment,
): { readonly network: Network; readonly tested: Network } {
  const under = (phase: Phase): Network => {
    const effects = activeEffects(experiment, phase);
    return effects === null ? ideal : ideal.on(effects);
  };
  const network = under('training');
  return { network, tested: network === ideal ? under('evaluation') : network };
}

function assemble(
  context: LearnerContext,
  { network, tested, settings, moments }: Parts,
): StepsLearner {
  const { experiment, analysis, dataset } = context;
  const feed = createFeed(experiment, dataset, context.ahead);
  const learner: StepsLearner = {
    experiment,
    analysis,
    network,
    tested,
    moments,
    settings,
    feed,
    state: stateOf(network, moments),
    evaluationBatch: evaluationBatch(experiment, analysis),
    train: ({ indices, epoch, fraction, update }) =>
      withBatch(feed.batch('train', indices, epoch, true), (batch) =>
        pendingUpdate(
          trainBatch({ network, settings, moments, batch, update, epoch: fraction }),
          indices.length,
        ),
      ),
    evaluate: async (split, indices) => {
      const sums = withBatch(feed.batch(split, indices, 0), (batch) =>
        evaluateBatch(tested, settings, batch),
      );
      const [lossSum = NaN, right = NaN] = await sums.data();
      sums.dispose();
      return { lossSum, right };
    },
    predict: (split, indices) => predictSteps(learner, split, indices),
    probe: (request) => probeSample(learner, request),
    explain: (request) => explainSteps(learner, request),
    weights: async (layerId, from) => {
      tested.refresh();
      const layer = tested.layers.find(({ plan }) => plan.layer.id === layerId);
      return layer === undefined ? null : readWeights(layer, analysis, from);
    },
    classify: (values, count) => classifyValues(learner, values, count),
    withSettings: (changed, changedAnalysis) => {
      const next = network.withSettings(changed, changedAnalysis);
      if (next === null) return null;
      network.release();
      tested.release();
      const nextSettings = trainingSettings(changed);
      const momentsKept = nextSettings.update(1, 0).kind === settings.update(1, 0).kind;
      if (!momentsKept) disposeMoments(moments);
      const parts: Parts = {
        ...onSubstrate(next, changed),
        settings: nextSettings,
        moments: momentsKept
          ? inOrderOf(next, network, moments)
          : createMoments(next, nextSettings),
      };
      const changedContext = { ...context, experiment: changed, analysis: changedAnalysis };
      return { learner: assemble(changedContext, parts), momentsKept };
    },
    dispose: () => {
      tested.release();
      network.dispose();
      disposeMoments(moments);
    },
  };
  return learner;
}

function withBatch<T>(batch: Batch, compute: (batch: Batch) => T): T {
  try {
    return compute(batch);
  } finally {
    batch.input.dispose();
    batch.labels.dispose();
  }
}

function pendingUpdate(results: tf.Tensor, batchSize: number): PendingUpdate {
  return {
    batchSize,
    read: async () => {
      try {
        const [lossSum = NaN, right = NaN, penalty = NaN] = await results.data();
        return { lossSum, right, penalty };
      } finally {
        results.dispose();
      }
    },
    discard: () => results.dispose(),
  };
}

function stateOf(network: Network, moments: readonly Moments[]): StateArray[] {
  return network.parameters.flatMap((own, index) => {
    const named: [string, tf.Tensor | null | undefined][] = [
      [`w:${own.id}`, own.tensor],
      [`m:${own.id}`, moments[index]?.moment1],
      [`v:${own.id}`, moments[index]?.moment2],
    ];
    return named.flatMap(([id, tensor]) => (tensor ? [tensorState(id, tensor)] : []));
  });
}

function tensorState(id: string, tensor: tf.Tensor): StateArray {
  return {
    id,
    length: tensor.size,
    read: async () => Float32Array.from(await tensor.data()),
    write: (values) => writeTensor(tensor, Float32Array.from(values)),
  };
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

/** Activations of one evaluation batch; bounded by memory, not by the optimiser. */
const EVALUATION_VALUES = 6_000_000;

function evaluationBatch(experiment: Experiment, { plan }: NetworkAnalysis): number {
  const perSample = plan.reduce(
    (sum, { output }) => sum + output.reduce((size, extent) => size * extent, 1),
    0,
  );
  const isStatic = entryOf(catalog.rules, experiment.rule.id).time === 'static';
  const steps = isStatic ? 1 : experiment.simulation.steps;
  const fits = Math.floor(EVALUATION_VALUES / (perSample * steps));
  return Math.max(1, Math.min(500, fits));
}
