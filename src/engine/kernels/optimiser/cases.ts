/** Optimiser steps to compare with float64: every kind, with and without decay and clipping. */
import * as tf from '@tensorflow/tfjs-core';
import * as reference from '../reference/optimisers.ts';
import { uniform } from '../wasm/randomTensor.ts';
import type { UpdateAttrs } from './index.ts';
import { optimiserStep } from './index.ts';

const base: UpdateAttrs = {
  kind: 'sgd',
  learningRate: 0.1,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  update: 1,
  weightDecay: 0,
};

export interface OptimiserCase {
  readonly name: string;
  readonly attrs: UpdateAttrs;
  readonly clipNorm: number;
}

/** Clipping below and above the length of the gradient, which is about 10. */
export const optimiserCases: readonly OptimiserCase[] = (['sgd', 'momentum', 'adam'] as const)
  .flatMap((kind) => [0, 0.05].map((weightDecay) => ({ ...base, kind, weightDecay })))
  .flatMap((attrs) =>
    [0, 0.5, 1000].map((clipNorm) => ({
      name: `${attrs.kind}, decay ${attrs.weightDecay}, clip ${clipNorm}`,
      attrs,
      clipNorm,
    })),
  );

/** Two parameters, of which one does not fill a workgroup. */
const SIZES = [300, 7];
const STEPS = 4;

const startOf = (index: number): Float64Array => uniform(31 + index, SIZES[index]!, -1, 1);
const gradientAt = (index: number, step: number): Float64Array =>
  uniform(41 + 10 * step + index, SIZES[index]!, -1, 1);

/** Weights of both parameters after the steps, in float64. */
export function stepsInFloat64({ attrs, clipNorm }: OptimiserCase): Float64Array[] {
  const weights = SIZES.map((_, index) => startOf(index));
  const first = SIZES.map((size) => new Float64Array(size));
  const second = SIZES.map((size) => new Float64Array(size));
  for (let step = 1; step <= STEPS; step++) {
    const gradients = SIZES.map((_, index) => gradientAt(index, step));
    const norm = Math.sqrt(gradients.flatMap((g) => [...g]).reduce((sum, g) => sum + g * g, 0));
    const factor = clipNorm > 0 ? Math.min(1, clipNorm / norm) : 1;
    weights.forEach((w, index) => {
      const g = gradients[index]!.map((value) => factor * value);
      const { learningRate: rate, weightDecay, beta1, beta2, epsilon } = attrs;
      if (attrs.kind === 'adam') {
        const options = { rate, beta1, beta2, epsilon, step, weightDecay };
        reference.adam(w, g, first[index]!, second[index]!, options);
        return;
      }
      const decayed = g.map((value, i) => value + weightDecay * w[i]!);
      if (attrs.kind === 'sgd') reference.sgd(w, decayed, rate);
      else reference.momentum(w, decayed, first[index]!, rate, attrs.momentum, false);
    });
  }
  return weights;
}

/** The same on the current backend; also how many tensors are left over. */
export async function stepsOnBackend({
  attrs,
  clipNorm,
}: OptimiserCase): Promise<{ weights: Float32Array[]; leaked: number }> {
  const tensor = (values: Float64Array): tf.Tensor => tf.tensor1d(Float32Array.from(values));
  const zeros = (size: number): tf.Tensor => tf.tensor1d(new Float32Array(size));
  const parameters = SIZES.map((size, index) => ({
    weights: tensor(startOf(index)),
    moment1: attrs.kind === 'sgd' ? null : zeros(size),
    moment2: attrs.kind === 'adam' ? zeros(size) : null,
  }));
  const before = tf.memory().numTensors;
  for (let update = 1; update <= STEPS; update++) {
    tf.tidy(() => {
      const whole = parameters.map((own, index) => {
        return { ...own, gradient: tensor(gradientAt(index, update)) };
      });
      optimiserStep(whole, { ...attrs, update }, clipNorm);
    });
  }
  const leaked = tf.memory().numTensors - before;
  const weights: Float32Array[] = [];
  for (const own of parameters) weights.push(Float32Array.from(await own.weights.data()));
  tf.dispose(
    parameters.flatMap((own) => [own.weights, own.moment1 ?? [], own.moment2 ?? []].flat()),
  );
  return { weights, leaked };
}
