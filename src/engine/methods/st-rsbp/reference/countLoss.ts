/**
 * The loss on output spike counts (§3) and the forced train of a silent target.
 *
 *   d_i = c·(o_i − y_i) where |o_i − y_i| > margin, else 0;  cost = Σ d_i²  (c = 1),  E = ½ Σ d_i²
 */
import type { SpikeTrain } from './neuron.ts';

export interface CountTargets {
  /** Wanted count of the right class, and of the others. */
  readonly right: number;
  readonly others: number;
  readonly margin: number;
}

export interface CountLoss {
  readonly wanted: readonly number[];
  /** ∂E/∂o, times the sample's weight. */
  readonly slope: readonly number[];
  /** Σ d², before the sample's weight. */
  readonly cost: number;
}

export function countLoss(
  counts: readonly number[],
  label: number,
  targets: CountTargets,
  sampleWeight: number,
): CountLoss {
  const wanted = counts.map((_, i) => (i === label ? targets.right : targets.others));
  const error = counts.map((count, i) => {
    const difference = count - wanted[i]!;
    return Math.abs(difference) > targets.margin ? difference : 0;
  });
  return {
    wanted,
    slope: error.map((d) => d * sampleWeight),
    cost: error.reduce((sum, d) => sum + d * d, 0),
  };
}

/** The class with most spikes; the first of equals, class 0 when all are silent. */
export function predicted(counts: readonly number[]): number {
  return counts.reduce((best, count, i) => (count > counts[best]! ? i : best), 0);
}

/** Spikes at k, 2k, … < T with k = ⌊T / wanted⌋: stands in for a silent target's train. */
export function forcedTrain(steps: number, wanted: number): number[] {
  const interval = Math.max(1, Math.floor(steps / wanted));
  const train: number[] = [];
  for (let t = interval; t < steps; t += interval) train.push(t);
  return train;
}

/** The output trains as the backward pass sees them. */
export function withForcedTarget(
  trains: readonly SpikeTrain[],
  label: number,
  steps: number,
  wanted: number,
): readonly SpikeTrain[] {
  return trains.map((train, i) =>
    i === label && train.length === 0 ? forcedTrain(steps, wanted) : train,
  );
}
