/**
 * How e grows with the post count (§4): a quartic in the post count for each pre count, fitted to the
 * mean of e between random trains.
 */
import type { RandomStream } from '#model/random/stream.ts';
import { solve } from './matrix.ts';
import type { PspConstants } from './spikeTrainPsp.ts';
import { steppedPsp } from './spikeTrainPsp.ts';

/** Row n − 1: coefficients for pre count n, highest power first. */
export type EffectPolynomials = readonly (readonly number[])[];

const DEGREE = 4;

export function effectAt(table: EffectPolynomials, preCount: number, postCount: number): number {
  return rowOf(table, preCount).reduce((sum, c) => sum * postCount + c, 0);
}

/** P'_n(m): the derivative by the post count m, for pre count n clamped to the table. */
export function effectSlope(table: EffectPolynomials, preCount: number, postCount: number): number {
  const row = rowOf(table, preCount);
  let sum = 0;
  for (let k = 0; k < DEGREE; k++) sum = sum * postCount + (DEGREE - k) * row[k]!;
  return sum;
}

function rowOf(table: EffectPolynomials, preCount: number): readonly number[] {
  return table[Math.min(Math.max(preCount, 1), table.length) - 1]!;
}

/** The quartic closest, in squares, to values[m − 1] at m = 1..N. */
export function fitQuartic(values: readonly number[]): number[] {
  const n = values.length;
  const columns = DEGREE + 1;
  // In m/N the normal equations of a quartic are well conditioned enough for float64.
  const normal = Array.from({ length: columns }, () => Array.from({ length: columns }, () => 0));
  const right = Array.from({ length: columns }, () => [0]);
  values.forEach((value, index) => {
    const x = (index + 1) / n;
    for (let a = 0; a < columns; a++) {
      right[a]![0]! += value * x ** (DEGREE - a);
      for (let b = 0; b < columns; b++) normal[a]![b]! += x ** (2 * DEGREE - a - b);
    }
  });
  return solve(normal, right).map(([c], a) => c! / n ** (DEGREE - a));
}

export interface MonteCarloMean {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/** The mean of e between `draws` pairs of random trains with the given counts. */
export function monteCarloEffect(
  preCount: number,
  postCount: number,
  steps: number,
  constants: PspConstants,
  draws: number,
  random: RandomStream,
): MonteCarloMean {
  let sum = 0;
  let squares = 0;
  for (let draw = 0; draw < draws; draw++) {
    const pre = randomTrain(preCount, steps, constants.refractorySteps, random);
    const post = randomTrain(postCount, steps, constants.refractorySteps, random);
    const e = steppedPsp(pre, post, steps, constants);
    sum += e;
    squares += e * e;
  }
  const mean = sum / draws;
  const variance = Math.max(0, squares / draws - mean * mean);
  return { mean, error: Math.sqrt(variance / Math.max(1, draws - 1)) };
}

/** The table by Monte Carlo, as the paper's authors made theirs: counts 1..N on both sides. */
export function monteCarloPolynomials(
  largestCount: number,
  steps: number,
  constants: PspConstants,
  draws: number,
  random: RandomStream,
): number[][] {
  return Array.from({ length: largestCount }, (_, row) =>
    fitQuartic(
      Array.from(
        { length: largestCount },
        (_unused, column) =>
          monteCarloEffect(row + 1, column + 1, steps, constants, draws, random).mean,
      ),
    ),
  );
}

/**
 * A train drawn uniformly from all with `count` spikes in 1..T−1 and gaps of at least t_ref + 1: a
 * subset of a shorter range, stretched by the dead time after each spike.
 *
 * @throws RangeError when so many spikes have no room
 */
export function randomTrain(
  count: number,
  steps: number,
  refractorySteps: number,
  random: RandomStream,
): number[] {
  const room = steps - 1 - (count - 1) * refractorySteps;
  if (count > 0 && room < count) throw new RangeError(`${count} spikes do not fit ${steps} steps.`);
  const train: number[] = [];
  // Selection sampling (Knuth, TAOCP vol. 2, §3.4.2, algorithm S).
  for (let slot = 0; train.length < count; slot++) {
    if (random.below(room - slot) < count - train.length)
      train.push(1 + slot + train.length * refractorySteps);
  }
  return train;
}
