/**
 * The same workloads as a user of plain tfjs would write them: a loop over time steps, tfjs's own
 * operations, autodiff and Adam. It is what the fused kernels are compared with, and nothing else.
 */
import * as tf from '@tensorflow/tfjs';
import type { DatasetIo } from '#model/catalog.ts';
import { createFeed } from '#engine/training/feed.ts';
import { epochOrder } from '#engine/data/batch.ts';
import { numberParam, stringParam } from '#model/params.ts';
import type { Layer } from '#model/experiment.ts';
import type { Timing } from './measure.ts';
import { median } from './measure.ts';
import type { Workload } from './workloads.ts';

const FAST_SIGMOID_SLOPE = 25;
const ATAN_ALPHA = 2;

type Step = (x: tf.Tensor) => tf.Tensor;

export async function measureNaive(
  workload: Workload,
  io: DatasetIo,
  options: { warmUp: number; steps: number },
): Promise<Timing> {
  const { experiment } = workload;
  const dataset = await workload.load(io);
  const feed = createFeed(experiment, dataset);
  const spike = spikeFunction(stringParam(experiment.rule.params, 'surrogate'));
  const weights = createWeights(workload);
  const adam = tf.train.adam(numberParam(experiment.optimiser.params, 'learningRate'));
  const order = epochOrder(feed.trainCount, experiment.seed, 0);
  let position = 0;
  const run = (): { loss: tf.Scalar; rates: tf.Tensor[] } | number => {
    const indices = order.subarray(position, position + experiment.batchSize);
    position = (position + experiment.batchSize) % (order.length - experiment.batchSize);
    const batch = feed.batch('train', indices, 0);
    const labels = tf.oneHot(tf.cast(batch.labels, 'int32') as tf.Tensor1D, classesOf(workload));
    const loss = adam.minimize(
      () => forward(workload, weights, batch.input, batch.steps, labels, spike),
      true,
    );
    const value = loss?.dataSync()[0] ?? NaN;
    tf.dispose([batch.input, batch.labels, labels, loss ?? []]);
    return value;
  };
  let lossAfter = NaN;
  for (let i = 0; i < options.warmUp; i++) lossAfter = run() as number;
  const times: number[] = [];
  for (let i = 0; i < options.steps; i++) {
    const start = performance.now();
    lossAfter = run() as number;
    times.push(performance.now() - start);
  }
  const infer: number[] = [];
  const batch = feed.batch(
    'test',
    order.subarray(0, 0).length === 0 ? firstIndices(experiment.batchSize) : order,
    0,
  );
  const labels = tf.oneHot(tf.cast(batch.labels, 'int32') as tf.Tensor1D, classesOf(workload));
  for (let i = 0; i < options.steps; i++) {
    const start = performance.now();
    tf.tidy(() => forward(workload, weights, batch.input, batch.steps, labels, spike).dataSync());
    infer.push(performance.now() - start);
  }
  const memoryMb = tf.memory().numBytes / 1e6;
  tf.dispose([batch.input, batch.labels, labels, ...weights.values()]);
  adam.dispose();
  return {
    trainMedianMs: median(times),
    trainMinMs: Math.min(...times),
    trainMaxMs: Math.max(...times),
    inferMedianMs: median(infer),
    dataMedianMs: NaN,
    spikeRate: NaN,
    memoryMb,
    lossAfter,
  };
}

const firstIndices = (count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => i);

function classesOf(workload: Workload): number {
  const { id } = workload.experiment.dataset;
  return workload.catalog.datasets.find((entry) => entry.id === id)?.classes.length ?? 0;
}

/** H(u − 1) with a surrogate derivative, through tfjs's custom gradients. */
function spikeFunction(surrogate: string): Step {
  return tf.customGrad((u, save) => {
    const input = u as tf.Tensor;
    (save as (tensors: tf.Tensor[]) => void)([input]);
    return {
      value: tf.cast(tf.greaterEqual(input, 1), 'float32'),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const x = tf.sub(saved[0] ?? input, 1);
        const derivative =
          surrogate === 'atan'
            ? tf.div(ATAN_ALPHA / 2, tf.add(1, tf.square(tf.mul((Math.PI / 2) * ATAN_ALPHA, x))))
            : tf.div(1, tf.square(tf.add(1, tf.mul(FAST_SIGMOID_SLOPE, tf.abs(x)))));
        return tf.mul(dy, derivative);
      },
    };
  }) as unknown as Step;
}

const weighted = (workload: Workload): Layer[] =>
  workload.experiment.network.layers.filter((layer) => layer.neuron !== undefined);

function createWeights(workload: Workload): Map<string, tf.Variable> {
  const found = new Map<string, tf.Variable>();
  const { experiment, catalog } = workload;
  const entry = catalog.datasets.find(({ id }) => id === experiment.dataset.id);
  let size = (entry?.shape ?? [1]).reduce((product, extent) => product * extent, 1);
  let channels = 1;
  let side = 28;
  const add = (name: string, shape: number[], fanIn: number): void => {
    const bound = 1 / Math.sqrt(fanIn);
    found.set(name, tf.variable(tf.randomUniform(shape, -bound, bound, 'float32', 1)));
  };
  for (const layer of weighted(workload)) {
    if (layer.kind === 'conv') {
      const filters = numberParam(layer.params, 'filters');
      add(`${layer.id}/w`, [5, 5, channels, filters], 25 * channels);
      add(`${layer.id}/b`, [filters], 25 * channels);
      side = Math.floor((side - 4) / 2);
      channels = filters;
      size = side * side * channels;
      continue;
    }
    const units =
      layer.kind === 'readout' ? classesOf(workload) : numberParam(layer.params, 'units');
    add(`${layer.id}/w`, [size, units], size);
    add(`${layer.id}/b`, [units], size);
    if (experiment.network.connections.some((c) => c.from === c.to && c.to === layer.id)) {
      add(`${layer.id}/r`, [units, units], units);
    }
    size = units;
  }
  return found;
}

/** One presentation, step by step; the membranes' loss for W2, the spikes' for the others. */
function forward(
  workload: Workload,
  weights: Map<string, tf.Variable>,
  input: tf.Tensor,
  steps: number,
  labels: tf.Tensor,
  spike: Step,
): tf.Scalar {
  const layers = weighted(workload);
  const state = new Map<string, { u: tf.Tensor; s: tf.Tensor }>();
  const parameter = (name: string): tf.Tensor => {
    const found = weights.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const batch = input.shape[1] ?? 0;
  const spikes: tf.Tensor[] = [];
  const membranes: tf.Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const at = input.shape[0] === 1 ? 0 : t;
    let x: tf.Tensor = tf.reshape(tf.slice(input, [at, 0, 0], [1, batch, -1]), [batch, -1]);
    if (layers[0]?.kind === 'conv') x = tf.reshape(x, [batch, 28, 28, 1]);
    for (const layer of layers) {
      const w = parameter(`${layer.id}/w`);
      let current: tf.Tensor;
      if (layer.kind === 'conv') {
        const response = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid');
        current = tf.maxPool(
          tf.add(response, parameter(`${layer.id}/b`)) as tf.Tensor4D,
          2,
          2,
          'valid',
        );
      } else {
        const flat = tf.reshape(x, [batch, -1]) as tf.Tensor2D;
        current = tf.add(tf.matMul(flat, w as tf.Tensor2D), parameter(`${layer.id}/b`));
      }
      const before = state.get(layer.id);
      const loops = weights.get(`${layer.id}/r`);
      if (before !== undefined && loops !== undefined) {
        current = tf.add(
          current,
          tf.matMul(before.s as tf.Tensor2D, loops as unknown as tf.Tensor2D),
        );
      }
      const beta = Math.exp(-1 / numberParam(layer.neuron?.params ?? {}, 'tauMemMs'));
      const u =
        before === undefined ? current : tf.sub(tf.add(tf.mul(beta, before.u), current), before.s);
      const s = spike(u);
      state.set(layer.id, { u, s });
      x = s;
      if (layer.kind === 'readout') {
        spikes.push(s);
        membranes.push(u);
      }
    }
  }
  const crossEntropy = (logits: tf.Tensor): tf.Scalar =>
    tf.losses.softmaxCrossEntropy(labels, logits);
  const { loss, name } = { loss: workload.experiment.loss.id, name: workload.id };
  if (loss === 'ceCount') return crossEntropy(tf.addN(spikes));
  const series = name.startsWith('W2') ? membranes : spikes;
  const total = tf.addN(series.map(crossEntropy)) as tf.Scalar;
  return name.startsWith('W2') ? total : tf.div(total, steps);
}
