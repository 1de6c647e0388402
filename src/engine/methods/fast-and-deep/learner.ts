/** The learner of the rule `fast-and-deep`: float64 kernels on one thread, a batch at a time. */
import type { Learner, LearnerContext } from '../../training/learner.ts';
import { collectPredictions } from '../../training/measure/predictions.ts';
import { weightPage } from '../../training/probe/weightPage.ts';
import { optimiserSettings } from '../../training/settings.ts';
import { createTimesFeed } from '../../training/timesFeed.ts';
import { layerNames } from '../shared/layerNames.ts';
import { onSubstrate } from '../shared/onSubstrate.ts';
import { activityOf } from '../shared/spikes.ts';
import { explainFirstSpikes } from './explain.ts';
import type { FirstSpikeModule, KernelNetwork } from './kernelNetwork.ts';
import { createFirstSpikeModule } from './kernelNetwork.ts';
import { readRows } from './layerState.ts';
import { classProbabilities, earliest } from '../shared/timeLoss.ts';
import type { FirstSpikeNetwork } from './network.ts';
import { createFirstSpikeNetwork } from './network.ts';
import type { FirstSpikePlan } from './plan.ts';
import { planFirstSpikes } from './plan.ts';
import { probeFirstRow } from './probe.ts';

/** Keeps an evaluation from holding the worker for long; memory does not bound it. */
const EVALUATION_BATCH = 200;

export async function createFastAndDeepLearner(context: LearnerContext): Promise<Learner> {
  const module = await createFirstSpikeModule(await context.assets.methodKernels('fast-and-deep'));
  const start = module.mark();
  const { experiment, analysis } = context;
  const plan = planFirstSpikes(experiment, analysis);
  const capacity = capacityFor(experiment.batchSize);
  const network = createFirstSpikeNetwork(module, plan, experiment.seed, capacity);
  return assemble(context, { module, start, network });
}

interface Parts {
  readonly module: FirstSpikeModule;
  /** Where the network's memory begins. */
  readonly start: number;
  readonly network: FirstSpikeNetwork;
}

const capacityFor = (batchSize: number): number => Math.max(batchSize, EVALUATION_BATCH);

function assemble(context: LearnerContext, { module, start, network }: Parts): Learner {
  const { experiment, analysis, dataset } = context;
  const { kernel, plan } = network;
  const feed = createTimesFeed(experiment, dataset, context.ahead);
  const updateAttrs = optimiserSettings(experiment.optimiser);

  return onSubstrate(experiment, network.substrate, {
    state: network.state,
    evaluationBatch: EVALUATION_BATCH,
    train: ({ indices, epoch, fraction, update }) => {
      const { times, labels } = feed.batch('train', indices, epoch, true);
      writeInputs(kernel, times);
      kernel.forward(indices.length);
      const { lossSum, right } = kernel.loss(labels, plan.loss);
      network.update(indices.length, updateAttrs(update, fraction), experiment.optimiser.clipNorm);
      return {
        batchSize: indices.length,
        read: () => Promise.resolve({ lossSum, right, penalty: 0 }),
        discard: () => undefined,
      };
    },
    evaluate: (split, indices) => {
      const { times, labels } = feed.batch(split, indices, 0);
      writeInputs(kernel, times);
      kernel.forward(indices.length);
      return Promise.resolve(kernel.loss(labels, plan.loss));
    },
    predict: (split, indices) => {
      const { times, labels } = feed.batch(split, indices, 0);
      writeInputs(kernel, times);
      kernel.forward(indices.length);
      const { dtMs } = experiment.simulation;
      const scaleMs = plan.loss.xi * plan.loss.tauSyn;
      return Promise.resolve(
        collectPredictions(indices.length, (b) => {
          const own = kernel.outputOf(b);
          return {
            label: labels[b]!,
            answer: earliest(own),
            logits: own.map((time) => -time / scaleMs),
            activity: { score: 'firstSpike', spikes: activityOf('', own.length, own, dtMs) },
          };
        }),
      );
    },
    probe: (request) => {
      const { times, labels } = feed.sample(request);
      writeInputs(kernel, times);
      kernel.forward(1);
      const { steps, dtMs } = experiment.simulation;
      const [label = 0] = labels;
      return Promise.resolve(probeFirstRow({ network, request, label, steps, dtMs }));
    },
    explain: ({ split, sampleIndex, epoch }) => {
      const { times, labels } = feed.batch(split, [sampleIndex], epoch);
      writeInputs(kernel, times);
      kernel.forward(1);
      const { lossSum } = kernel.loss(labels, plan.loss);
      const { steps, dtMs } = experiment.simulation;
      const request = { split, sampleIndex, epoch, layerId: '', neurons: [] };
      const [label = 0] = labels;
      const { sample } = probeFirstRow({ network, request, label, steps, dtMs });
      const names = layerNames(analysis);
      return Promise.resolve(explainFirstSpikes(network, sample, lossSum, names));
    },
    weights: (layerId, from) => {
      const index = plan.layers.findIndex(({ id }) => id === layerId);
      const layer = kernel.layers[index];
      if (layer === undefined) return Promise.resolve(null);
      const { nReal, nOut } = layer.spec;
      const values = readRows(layer, layer.weights, { first: 0, count: nReal });
      const shape = [nReal, nOut];
      return Promise.resolve(weightPage({ layerId, values, shape, analysis, from }));
    },
    classify: (values, count) =>
      Promise.resolve(classify(network, feed.encode(values, count), count)),
    withSettings: (changed, changedAnalysis) => {
      const nextPlan = planFirstSpikes(changed, changedAnalysis);
      if (!isSameShape(plan, nextPlan)) return null;
      const kept = network.state.map(({ id, copy }) => ({ id, values: copy() }));
      module.release(start);
      const capacity = capacityFor(changed.batchSize);
      const next = createFirstSpikeNetwork(module, nextPlan, changed.seed, capacity);
      const targets = new Map(next.state.map((own) => [own.id, own]));
      for (const { id, values } of kept) targets.get(id)?.write(values);
      for (const layer of next.kernel.layers) layer.clamp();
      const changedContext = { ...context, experiment: changed, analysis: changedAnalysis };
      const learner = assemble(changedContext, { module, start, network: next });
      return { learner, momentsKept: true };
    },
    dispose: () => module.release(start),
  });
}

/** Rows of `times` [batch, n] to the padded rows of the input. */
function writeInputs({ input: { block, stride, n } }: KernelNetwork, times: Float64Array): void {
  const { values } = block;
  for (let from = 0, to = 0; from < times.length; from += n, to += stride) {
    values.set(times.subarray(from, from + n), to);
  }
}

/** Class probabilities of encoded inputs; equal ones where no output spikes. */
function classify(
  { kernel, plan }: FirstSpikeNetwork,
  times: Float64Array,
  count: number,
): Float32Array {
  const { n } = kernel.input;
  const classes = kernel.outputOf(0).length;
  const shares = new Float64Array(classes);
  const out = new Float32Array(count * classes);
  for (let from = 0; from < count; from += kernel.capacity) {
    const batch = Math.min(kernel.capacity, count - from);
    writeInputs(kernel, times.subarray(from * n, (from + batch) * n));
    kernel.forward(batch);
    for (let b = 0; b < batch; b++) {
      const own = kernel.outputOf(b);
      if (earliest(own) < 0) shares.fill(1 / classes);
      else classProbabilities(own, plan.loss, shares);
      out.set(shares, (from + b) * classes);
    }
  }
  return out;
}

/** Whether the weights of one plan fit the other: the same parameters in the same order. */
function isSameShape(before: FirstSpikePlan, after: FirstSpikePlan): boolean {
  const shapeOf = ({ layers }: FirstSpikePlan): string =>
    JSON.stringify(layers.map(({ parameters }) => parameters.map(({ id, shape }) => [id, shape])));
  return shapeOf(before) === shapeOf(after);
}
