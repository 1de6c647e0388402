/** The engine's gradient of a gradient problem on the current backend, and how far it is off. */
import * as tf from '@tensorflow/tfjs-core';
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { sizeOf } from '#model/shape.ts';
import { batchGradient } from '../../training/update.ts';
import { createNetwork } from '../network.ts';
import { writeTensor } from '../writeTensor.ts';
import type { ReferencePass } from './referenceNetwork.ts';
import type { GradientProblem } from './setUp.ts';

export interface EngineGradient {
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** Spikes of every layer with neurons, `[T, B, N]`. */
  readonly spikes: ReadonlyMap<string, Float32Array>;
}

/** @param isStatic whether the engine receives the input once instead of at every step */
export async function engineGradient(
  problem: GradientProblem,
  isStatic: boolean,
): Promise<EngineGradient> {
  const { experiment, analysis, settings, values, presentation, labels } = problem;
  const { steps, batch } = presentation;
  const network = createNetwork(experiment, analysis);
  for (const own of network.parameters) {
    const given = values.get(own.id);
    if (given === undefined) throw new Error(`${own.id} is unknown to the reference`);
    writeTensor(own.tensor, Float32Array.from(given));
  }
  const size = presentation.input.length / (steps * batch);
  const given = Float32Array.from(
    presentation.input.subarray(0, (isStatic ? 1 : steps) * batch * size),
  );
  const input = tf.tensor3d(given, [isStatic ? 1 : steps, batch, size]);
  const target = tf.tensor1d(Float32Array.from(labels));
  const kept = tf.tidy(() => {
    const { gradients, results } = batchGradient(network, settings, {
      input,
      labels: target,
      steps,
      presented: null,
    });
    const { states } = network.forward(input, steps);
    const spiking = network.layers.filter(({ coefficients }) => coefficients?.spiking === true);
    const spikes = spiking.map(({ plan }) => states.get(plan.layer.id)!.output);
    return {
      gradients,
      spikes,
      loss: tf.div(tf.sum(tf.slice(results, [0, 0], [batch, 1])), batch),
    };
  });
  const read = async (tensor: tf.Tensor): Promise<Float32Array> =>
    Float32Array.from(await tensor.data());
  const gradients = new Map<string, Float32Array>();
  for (const [index, own] of network.parameters.entries()) {
    const gradient = kept.gradients[index]!;
    if (gradient.shape.join() !== own.shape.join()) {
      throw new Error(`${own.id}: gradient ${gradient.shape.join()}, weights ${own.shape.join()}`);
    }
    gradients.set(own.id, await read(gradient));
  }
  const spikes = new Map<string, Float32Array>();
  const spiking = analysis.plan.filter(
    ({ layer }) => layer.neuron !== undefined && entryOf(catalog.neurons, layer.neuron.id).spiking,
  );
  for (const [index, plan] of spiking.entries()) {
    spikes.set(plan.layer.id, await read(kept.spikes[index]!));
  }
  const [loss = NaN] = await read(kept.loss);
  tf.dispose([kept, input, target]);
  network.dispose();
  return { loss, gradients, spikes };
}

/** Largest error of a parameter's gradient as a share of its largest value; NaN when one is. */
export function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return NaN;
  let error = 0;
  let scale = 0;
  for (let i = 0; i < want.length; i++) {
    const off = Math.abs(got[i]! - want[i]!);
    if (!(off <= error)) error = off;
    scale = Math.max(scale, Math.abs(want[i]!));
  }
  return error / scale;
}

export interface Activity {
  readonly layerId: string;
  readonly spikes: number;
  /** Neurons that never fire in some sample. */
  readonly silent: number;
  /** Smallest distance of a membrane from the threshold or from the edge of a window. */
  readonly nearest: number;
}

/** What the spiking layers of a float64 pass do, to tell an empty comparison from a real one. */
export function activityOfPass(problem: GradientProblem, pass: ReferencePass): Activity[] {
  const { surrogate } = problem.settings;
  const { steps, batch } = problem.presentation;
  return problem.analysis.plan.flatMap((plan) => {
    const lif = pass.get(plan.layer.id)?.lif ?? null;
    if (lif?.layer.spiking !== true) return [];
    const { spikes, membrane } = lif.states;
    const cells = batch * sizeOf(plan.output);
    let silent = 0;
    for (let cell = 0; cell < cells; cell++) {
      let fired = 0;
      for (let t = 0; t < steps; t++) fired += spikes[t * cells + cell]!;
      if (fired === 0) silent++;
    }
    // Triangles end at 1/k, straight-through at w; the other surrogates have no edge.
    const edges = [Infinity, Infinity, 1 / surrogate.slope, surrogate.slope, Infinity] as const;
    const edge = edges[surrogate.code];
    const nearest = membrane.reduce((least, u) => {
      const x = Math.abs(u - lif.layer.threshold);
      return Math.min(least, x, Math.abs(x - edge));
    }, Infinity);
    const fired = spikes.reduce((sum, s) => sum + s, 0);
    return [{ layerId: plan.layer.id, spikes: fired, silent, nearest }];
  });
}
