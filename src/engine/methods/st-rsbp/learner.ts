/** The learner of the rule `st-rsbp`: float64 kernels on one thread, a sample at a time. */
import type { Learner, LearnerContext } from '../../training/learner.ts';
import { collectPredictions } from '../../training/measure/predictions.ts';
import { weightPage } from '../../training/probe/weightPage.ts';
import { optimiserSettings } from '../../training/settings.ts';
import { createFloat64Module } from '../float64Module.ts';
import { layerNames } from '../shared/layerNames.ts';
import { onSubstrate } from '../shared/onSubstrate.ts';
import { probabilitiesOf } from '../shared/spikes.ts';
import { explainCounts } from './explain.ts';
import { createInputs } from './inputs.ts';
import type { AdamStep } from './kernelAdam.ts';
import { adding, stepFromGradients, stepping } from './kernelAdam.ts';
import { backward } from './kernelBackward.ts';
import type { StRsbpExports } from './kernelExports.ts';
import { forward } from './kernelForward.ts';
import type { Kernel, StRsbpModule } from './kernelPlan.ts';
import { createKernel } from './kernelPlan.ts';
import { inhibit, initialise, parameterState, readRows } from './parameters.ts';
import type { DocumentPlan } from './plan.ts';
import { keepsWeights, planDocument } from './plan.ts';
import { activityOf, probeSample } from './probe.ts';
import { readErrors } from './readErrors.ts';
import { countLoss, predicted } from './reference/countLoss.ts';
import type { SampleWeights } from './sampleWeights.ts';
import { createSampleWeights } from './sampleWeights.ts';
import { substrateOf } from './substrate.ts';

/** Keeps an evaluation from holding the worker for long. */
const EVALUATION_BATCH = 20;

export async function createStRsbpLearner(context: LearnerContext): Promise<Learner> {
  const bytes = await context.assets.methodKernels('st-rsbp');
  const module = await createFloat64Module<StRsbpExports>(bytes);
  const plan = planDocument(context.experiment, context.analysis);
  const start = module.mark();
  const kernel = createKernel(module, plan.network);
  initialise(kernel, plan, context.experiment.seed);
  const samples = createSampleWeights(context.dataset.train.count);
  return assemble(context, { module, start, plan, kernel, samples });
}

export interface Parts {
  readonly module: StRsbpModule;
  /** Where the module's memory was before the kernel took its part. */
  readonly start: number;
  readonly plan: DocumentPlan;
  readonly kernel: Kernel;
  readonly samples: SampleWeights;
}

function assemble(context: LearnerContext, parts: Parts): Learner {
  const { experiment, analysis, dataset } = context;
  const { module, start, plan, kernel, samples } = parts;
  const inputs = createInputs(kernel, experiment, dataset, context.ahead);
  const { regulariser } = plan;
  const output = kernel.memory.layers.at(-1)!;
  const classes = output.plan.units;
  const settings = optimiserSettings(experiment.optimiser);
  const { clipNorm } = experiment.optimiser;
  const substrate = substrateOf(kernel, plan, experiment.simulation.dtMs);
  const state = [...parameterState(kernel, plan), ...(plan.boosting ? samples.state : [])];
  /** Counts of the outputs in the sample last run. */
  const counts = (): number[] => [...output.trains.counts.values];
  /** The document's loss of Σ d². */
  const lossOf = (cost: number): number => (plan.lossScale * cost) / 2;

  const trainSample = (index: number, epoch: number, share: number, adam: AdamStep) => {
    const label = inputs.put('train', index, epoch, true);
    forward(kernel);
    const isRight = predicted(counts()) === label;
    const weight = plan.lossScale * share * (plan.boosting ? samples.of(index) : 1);
    const visitor = kernel.plan.addsUp ? adding(kernel) : stepping(kernel, adam, regulariser);
    const { cost } = backward(kernel, label, weight, visitor);
    if (plan.boosting) samples.note(index, isRight);
    return { loss: lossOf(cost), isRight };
  };

  return onSubstrate(experiment, substrate, {
    state,
    evaluationBatch: EVALUATION_BATCH,
    train: ({ indices, epoch, fraction, update }) => {
      const { learningRate, beta1, beta2, epsilon } = settings(update, fraction);
      const adam = { learningRate, beta1, beta2, epsilon, update };
      let [lossSum, right] = [0, 0];
      for (const index of indices) {
        const { loss, isRight } = trainSample(index, epoch, 1 / indices.length, adam);
        lossSum += loss;
        right += Number(isRight);
      }
      if (kernel.plan.addsUp) {
        substrate.takeBack();
        substrate.correctGradients();
        stepFromGradients(kernel, adam, regulariser, clipNorm);
      }
      return {
        batchSize: indices.length,
        read: () => Promise.resolve({ lossSum, right, penalty: 0 }),
        discard: () => undefined,
      };
    },
    evaluate: (split, indices) => {
      let [lossSum, right] = [0, 0];
      for (const index of indices) {
        const label = inputs.put(split, index, 0, false);
        forward(kernel);
        const own = counts();
        lossSum += lossOf(countLoss(own, label, kernel.plan.targets, 1).cost);
        right += Number(predicted(own) === label);
      }
      return Promise.resolve({ lossSum, right });
    },
    predict: (split, indices) =>
      Promise.resolve(
        collectPredictions(indices.length, (b) => {
          const label = inputs.put(split, indices[b]!, 0, false);
          forward(kernel);
          const own = counts();
          const spikes = activityOf('', classes, output.trains, kernel.plan.steps);
          return {
            label,
            answer: predicted(own),
            logits: own,
            activity: { score: 'spikeCount', spikes },
          };
        }),
      ),
    probe: (request) => Promise.resolve(probeSample(request, context, parts, inputs)),
    explain: (request) => {
      const { split, sampleIndex } = request;
      const wanted = { ...request, layerId: '', neurons: [] };
      const { sample, layers } = probeSample(wanted, context, parts, inputs);
      // What boosting makes of a training sample is part of its gradient.
      const boost = plan.boosting && split === 'train' ? samples.of(sampleIndex) : 1;
      const errors = readErrors(kernel, sample.label, plan.lossScale * boost);
      const names = layerNames(analysis);
      const loss = lossOf(errors.cost);
      return Promise.resolve(explainCounts({ plan, sample, layers, errors, loss, names }));
    },
    weights: (layerId, from) => {
      const index = plan.layers.findIndex(({ id }) => id === layerId);
      const layer = kernel.memory.layers[index];
      if (layer === undefined) return Promise.resolve(null);
      const values = readRows(layer, layer.weights.values);
      const { shape } = plan.layers[index]!.weights;
      return Promise.resolve(weightPage({ layerId, values, shape, analysis, from }));
    },
    classify: (values, count) => {
      const scores = new Float64Array(count * classes);
      const width = values.length / count;
      for (let b = 0; b < count; b++) {
        inputs.putValues(values.subarray(b * width, (b + 1) * width));
        forward(kernel);
        scores.set(output.trains.counts.values, b * classes);
      }
      return Promise.resolve(probabilitiesOf(scores, classes));
    },
    epochEnded: () => {
      if (plan.boosting) samples.boost(dataset.train.labels, classes);
    },
    withSettings: (changed, changedAnalysis) => {
      const next = planDocument(changed, changedAnalysis);
      if (!keepsWeights(plan, next)) return null;
      const changedContext = { ...context, experiment: changed, analysis: changedAnalysis };
      const changedKernel = replaceKernel(parts, next);
      const changedParts = { ...parts, plan: next, kernel: changedKernel };
      return { learner: assemble(changedContext, changedParts), momentsKept: true };
    },
    dispose: () => module.release(start),
  });
}

/** A kernel of another plan in the memory of the present one, with its weights and moments. */
function replaceKernel({ module, start, kernel }: Parts, plan: DocumentPlan): Kernel {
  const kept = kernel.memory.layers.map(({ weights, synapses }) =>
    [weights, synapses?.weights].map(
      (own) => own && [own.values, own.first, own.second].map((block) => block.values.slice()),
    ),
  );
  module.release(start);
  const next = createKernel(module, plan.network);
  next.memory.layers.forEach(({ weights, synapses, plan: { trainsSynapses } }, index) => {
    const [rows, own] = kept[index] ?? [];
    const restore = (trained: typeof weights, arrays: Float64Array[] | undefined): void =>
      [trained.values, trained.first, trained.second].forEach((block, which) =>
        block.values.set(arrays?.[which] ?? []),
      );
    restore(weights, rows);
    if (synapses !== null && trainsSynapses) restore(synapses.weights, own);
  });
  inhibit(next, plan);
  return next;
}
