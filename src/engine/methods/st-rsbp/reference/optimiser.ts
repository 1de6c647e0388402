/** Regulariser, Adam and boosting of ST-RSBP (§7). */
import type { Matrix } from './matrix.ts';

export interface RegulariserConstants {
  readonly lambda: number;
  readonly beta: number;
  readonly weightLimit: number;
}

/**
 * The gradient that keeps weights small:
 *
 *   λβ (w/w_lim) exp(β (Q_i − 1)),   Q_i = Σ (w/w_lim)² / (K + 1)
 *
 * over all weights into neuron i, K = fan-in, plus the layer's recurrent synapses when it has some.
 *
 * @param parts the matrices whose rows lead into the same neurons
 * @param synapses K
 */
export function regulariserGradient(
  parts: readonly Matrix[],
  synapses: number,
  { lambda, beta, weightLimit }: RegulariserConstants,
): number[][][] {
  const rows = parts[0]?.length ?? 0;
  const factor = Array.from({ length: rows }, (_, i) => {
    let squares = 0;
    for (const part of parts) for (const w of part[i]!) squares += (w / weightLimit) ** 2;
    return lambda * beta * Math.exp(beta * (squares / (synapses + 1) - 1));
  });
  return parts.map((part) => part.map((row, i) => row.map((w) => (factor[i]! * w) / weightLimit)));
}

export interface AdamConstants {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam on an array of weights; `step` changes them in place. */
export function createAdam(length: number): {
  step(weights: number[], gradient: readonly number[], constants: AdamConstants): void;
} {
  const first = Array.from({ length: length }, () => 0);
  const second = Array.from({ length: length }, () => 0);
  let updates = 0;
  return {
    step: (weights, gradient, { learningRate, beta1, beta2, epsilon }) => {
      updates++;
      for (let i = 0; i < length; i++) {
        const g = gradient[i]!;
        first[i] = beta1 * first[i]! + (1 - beta1) * g;
        second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
        const mean = first[i]! / (1 - beta1 ** updates);
        const square = second[i]! / (1 - beta2 ** updates);
        weights[i]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
      }
    },
  };
}

/** The learning rate of an epoch counted from 0: lr0/√(epoch + 1). */
export function learningRateOf(initial: number, epoch: number): number {
  return initial / Math.sqrt(epoch + 1);
}

/** How much of a class's error a misclassified sample's weight grows by. */
const BOOST_SHARE = 1 / 20;

/**
 * Sample weights after an epoch: w ← w·exp(ε_c/20) for the misclassified samples of class c,
 * ε_c = Σ w over them / Σ w over the class.
 */
export function boosted(
  weights: readonly number[],
  labels: readonly number[],
  wrong: readonly boolean[],
  classes: number,
): { classError: number[]; weights: number[] } {
  const all = Array.from({ length: classes }, () => 0);
  const missed = Array.from({ length: classes }, () => 0);
  weights.forEach((weight, sample) => {
    const label = labels[sample]!;
    all[label]! += weight;
    if (wrong[sample]) missed[label]! += weight;
  });
  const classError = all.map((sum, label) => (sum > 0 ? missed[label]! / sum : 0));
  return {
    classError,
    weights: weights.map((weight, sample) =>
      wrong[sample] ? weight * Math.exp(classError[labels[sample]!]! * BOOST_SHARE) : weight,
    ),
  };
}
