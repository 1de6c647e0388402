/** The learner of the rule `bats`: float64 kernels on one thread, a sample at a time. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import type { Experiment } from '#model/experiment.ts';
import { numberParam, stringParam } from '#model/params.ts';
import { sizeOf } from '#model/shape.ts';
import type {
  ExplainSample,
  Learner,
  LearnerContext,
  SampleRequest,
  SampleProbe,
} from '../../training/learner.ts';
import { collectPredictions } from '../../training/measure/predictions.ts';
import { readoutOf } from '../../training/measure/readout.ts';
import { weightPage } from '../../training/probe/weightPage.ts';
import { optimiserSettings } from '../../training/settings.ts';
import { createTimesFeed, type TimesFeed } from '../../training/timesFeed.ts';
import { layerNames } from '../shared/layerNames.ts';
import { onSubstrate } from '../shared/onSubstrate.ts';
import { probabilitiesOf } from '../shared/spikes.ts';
import { explainBats } from './explain.ts';
import { type BatsModule, createBatsModule } from './kernel.ts';
import { createLossScratch, type LossScratch, readOutputs, writeLoss } from './loss.ts';
import { type BatsNetwork, createBatsNetwork } from './network.ts';
import { type BatsPlan, planBats } from './plan.ts';
import { activityOf, readTraces } from './probe.ts';
import type { LossSpec } from './referenceLoss.ts';

/** The losses of documents. */
type TrainedLoss = Exclude<LossSpec, { kind: 'spikeTime' }>;

/** Keeps an evaluation from holding the worker for long; memory does not bound it. */
const EVALUATION_BATCH = 100;

export async function createBatsLearner(context: LearnerContext): Promise<Learner> {
  const module = await createBatsModule(await context.assets.methodKernels('bats'));
  const start = module.mark();
  const { experiment, analysis } = context;
  const plan = planBats(experiment, analysis);
  const network = createBatsNetwork(module, plan, optimiserKind(experiment), experiment.seed);
  return assemble(context, module, start, network);
}

function assemble(
  context: LearnerContext,
  module: BatsModule,
  start: number,
  network: BatsNetwork,
): Learner {
  const { experiment, analysis, dataset } = context;
  const { plan, kernel } = network;
  const feed = createTimesFeed(experiment, dataset, context.ahead);
  const spec = lossSpecOf(experiment, plan);
  const output = kernel.layers.at(-1);
  if (output === undefined) throw new Error('the network has no readout');
  const scratch = createLossScratch(output.columns);
  const updateAttrs = optimiserSettings(experiment.optimiser);

  const run = (times: Float64Array, sample: number): void => {
    writeInputs(network, times, sample);
    network.present(sample);
    kernel.forward();
  };
  /** Loss of the sample just run, its errors beside the spikes; silence is never right. */
  const judge = (label: number): { loss: number; isRight: boolean } => {
    const { loss, predicted } = writeLoss(spec, output.spikes, label, scratch);
    return { loss, isRight: predicted === label && scratch.counts[label]! > 0 };
  };

  return onSubstrate(experiment, network.substrate, {
    state: network.state,
    evaluationBatch: EVALUATION_BATCH,
    train: ({ indices, epoch, fraction, update }) => {
      const batch = feed.batch('train', indices, epoch, true);
      let [lossSum, right] = [0, 0];
      for (let b = 0; b < indices.length; b++) {
        run(batch.times, b);
        const { loss, isRight } = judge(batch.labels[b]!);
        kernel.backward();
        lossSum += loss;
        right += Number(isRight);
      }
      network.update(indices.length, updateAttrs(update, fraction), experiment.optimiser.clipNorm);
      return {
        batchSize: indices.length,
        read: () => Promise.resolve({ lossSum, right, penalty: 0 }),
        discard: () => undefined,
      };
    },
    evaluate: (split, indices) => {
      const batch = feed.batch(split, indices, 0);
      let [lossSum, right] = [0, 0];
      for (let b = 0; b < indices.length; b++) {
        run(batch.times, b);
        const { loss, isRight } = judge(batch.labels[b]!);
        lossSum += loss;
        right += Number(isRight);
      }
      return Promise.resolve({ lossSum, right });
    },
    predict: (split, indices) => {
      const batch = feed.batch(split, indices, 0);
      const { layerId } = readoutOf(experiment, analysis);
      const shown = plan.outputs.find(({ id }) => id === layerId);
      const stepUnits = experiment.simulation.dtMs / plan.unitMs;
      const score = spec.kind === 'count' ? 'spikeCount' : 'firstSpike';
      return Promise.resolve(
        collectPredictions(indices.length, (b) => {
          run(batch.times, b);
          const label = batch.labels[b]!;
          const { predicted } = writeLoss(spec, output.spikes, label, scratch);
          const spikes = shown && activityOf(network, shown, stepUnits);
          return {
            label,
            answer: scratch.counts[predicted]! > 0 ? predicted : -1,
            logits: logitsOf(spec, scratch),
            activity: spikes === undefined ? null : { score, spikes },
          };
        }),
      );
    },
    probe: (request) =>
      Promise.resolve(probeSample(request, { context, network, feed, spec, scratch, run })),
    explain: (request) => {
      const probe = probeSample(request, { context, network, feed, spec, scratch, run });
      const { loss } = judge(probe.sample.label);
      const names = layerNames(analysis);
      return Promise.resolve(explainBats(network, probe.sample, loss, names));
    },
    weights: (layerId, from) => {
      const own = plan.parameters.find(
        ({ layer, role }) => layer.id === layerId && role === 'weights',
      );
      if (own === undefined) return Promise.resolve(null);
      const values = network.values(own);
      return Promise.resolve(weightPage({ layerId, values, shape: own.shape, analysis, from }));
    },
    classify: (values, count) => {
      const times = feed.encode(values, count);
      const classes = output.columns;
      const scores = new Float64Array(count * classes);
      for (let b = 0; b < count; b++) {
        run(times, b);
        readOutputs(output.spikes, scratch);
        scores.set(logitsOf(spec, scratch), b * classes);
      }
      return Promise.resolve(probabilitiesOf(scores, classes));
    },
    withSettings: (changed, changedAnalysis) => {
      const nextPlan = planBats(changed, changedAnalysis);
      if (!sameParameters(plan, nextPlan)) return null;
      const momentsKept = optimiserKind(changed) === optimiserKind(experiment);
      const kept = network.plan.parameters.map((parameter) => network.values(parameter));
      const moments = momentsKept ? copyMoments(network) : [];
      module.release(start);
      const next = createBatsNetwork(module, nextPlan, optimiserKind(changed), changed.seed);
      const arrays = new Map(next.state.map((array) => [array.id, array]));
      plan.parameters.forEach(({ id }, index) => arrays.get(`w:${id}`)?.write(kept[index]!));
      next.moments.forEach(({ first, second }, l) => {
        first?.values.set(moments[l]?.first ?? []);
        second?.values.set(moments[l]?.second ?? []);
      });
      const changedContext = { ...context, experiment: changed, analysis: changedAnalysis };
      return { learner: assemble(changedContext, module, start, next), momentsKept };
    },
    dispose: () => module.release(start),
  });
}

interface ProbeContext {
  readonly context: LearnerContext;
  readonly network: BatsNetwork;
  readonly feed: TimesFeed;
  readonly spec: TrainedLoss;
  readonly scratch: LossScratch;
  run(times: Float64Array, sample: number): void;
}

/** A sample of which membranes may be wanted as well. */
type ProbedSample = ExplainSample & Partial<SampleRequest>;

function probeSample(
  request: ProbedSample,
  { context, network, feed, spec, scratch, run }: ProbeContext,
): SampleProbe {
  const { experiment, analysis } = context;
  const { steps, dtMs } = experiment.simulation;
  const { split, sampleIndex: index, layerId = '', neurons = [] } = request;
  const { times, labels } = feed.sample(request);
  const [label = 0] = labels;
  run(times, 0);
  const { predicted } = writeLoss(spec, network.kernel.layers.at(-1)!.spikes, label, scratch);
  const stepUnits = dtMs / network.plan.unitMs;
  return {
    sample: {
      ...{ split, index, label, prediction: predicted, steps, dtMs },
      scores: Float32Array.from(scoresOf(spec, scratch)),
    },
    layers: network.plan.outputs.map((output) => activityOf(network, output, stepUnits)),
    traces: readTraces(network, analysis, layerId, neurons, steps, stepUnits),
  };
}

/** Scores as frames show them: counts, or what is left of the presentation at the first spike, over τ_L. */
function scoresOf(spec: TrainedLoss, { counts, first }: LossScratch): ArrayLike<number> {
  if (spec.kind === 'count') return counts;
  const { silentTime: end, tauLoss } = spec;
  return first.map((time) => (end - Math.min(time, end)) / tauLoss);
}

/** What the class probabilities are a softmax of: counts, or −T₁/τ_L. */
function logitsOf(spec: TrainedLoss, { counts, first }: LossScratch): ArrayLike<number> {
  return spec.kind === 'count' ? counts : first.map((time) => -time / spec.tauLoss);
}

function lossSpecOf({ loss, simulation }: Experiment, { unitMs, layers }: BatsPlan): TrainedLoss {
  const { params } = loss;
  const silentTime = (simulation.steps * simulation.dtMs) / unitMs;
  if (loss.id === 'ceFirstSpike') {
    const tauLoss = numberParam(params, 'tauLossMs') / unitMs;
    return { kind: 'firstSpike', tauLoss, silentTime };
  }
  if (loss.id === 'timeToFirstSpike') {
    // The plan's unit of time is the time constant of the readout's synapses.
    const tauSyn = 1;
    const xi = numberParam(params, 'xi');
    const [alpha, beta] = [numberParam(params, 'alpha'), numberParam(params, 'beta')];
    const timeLoss = { xi, alpha, beta, tauSyn };
    return { kind: 'earlySpike', timeLoss, tauLoss: xi * tauSyn, silentTime };
  }
  if (loss.id !== 'countTargets') throw new Error(`${loss.id}: no errors of spike times`);
  const classes = sizeOf(layers.at(-1)?.output ?? [1]);
  return {
    kind: 'count',
    targetTrue: numberParam(params, 'countTrue'),
    targetFalse: numberParam(params, 'countFalse'),
    margin: numberParam(params, 'margin'),
    scale: stringParam(params, 'reduction') === 'mean' ? 2 / classes : 1,
  };
}

function optimiserKind({ optimiser }: Experiment): 'sgd' | 'momentum' | 'adam' {
  return entryOf(catalog.optimisers, optimiser.id).kernel;
}

function writeInputs({ kernel, plan }: BatsNetwork, times: Float64Array, sample: number): void {
  const { nInputs, unitMs } = plan;
  const { inputs } = kernel;
  const neurons = inputs.neurons.values;
  const own = inputs.times.values;
  let count = 0;
  for (let i = 0; i < nInputs; i++) {
    const time = times[sample * nInputs + i]!;
    if (!(time < Infinity)) continue;
    neurons[count] = i;
    own[count++] = time / unitMs;
  }
  inputs.count = count;
}

/** Whether the weights of one plan fit the other: the same names and sizes, in the same order. */
function sameParameters(before: BatsPlan, after: BatsPlan): boolean {
  const names = (plan: BatsPlan): string =>
    JSON.stringify(plan.parameters.map(({ id, shape }) => [id, shape]));
  return names(before) === names(after);
}

function copyMoments({ moments }: BatsNetwork): { first: Float64Array; second: Float64Array }[] {
  return moments.map(({ first, second }) => ({
    first: first?.values.slice() ?? new Float64Array(0),
    second: second?.values.slice() ?? new Float64Array(0),
  }));
}
