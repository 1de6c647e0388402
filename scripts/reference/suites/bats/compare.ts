import type { SamplePass } from '../../../../src/engine/methods/bats/referenceNetwork.ts';
import type { CountLoss, FirstSpikeLoss, Padded } from './fields.ts';
import type { LossOf } from './problem.ts';
import type { Tally } from './tally.ts';

/** The acceptance table of the specification, where the file states nothing. */
export const TIME_TOLERANCE = 1e-9;
export const GRADIENT_TOLERANCE = 1e-8;
export const WEIGHT_TOLERANCE = 1e-7;

/** Values of spikes that exist; whatever stands in padded slots is left out. */
export function compareTrains(
  tally: Tally,
  quantity: string,
  got: readonly (readonly number[])[],
  expected: Padded,
  tolerance: number,
): void {
  got.forEach((train, j) =>
    train.forEach((value, k) => tally.compare(quantity, value, expected[j]?.[k] ?? NaN, tolerance)),
  );
}

/** Counts exactly, times to their tolerance. */
export function compareSpikes(
  tally: Tally,
  got: readonly (readonly number[])[],
  counts: readonly number[],
  times: Padded,
  tolerance: number,
): void {
  const equal = got.length === counts.length && got.every((train, j) => train.length === counts[j]);
  tally.agree('spike counts', equal, 'counts equal');
  compareTrains(tally, 'spike times', got, times, tolerance);
}

export function compareArrays(
  tally: Tally,
  quantity: string,
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  const length = Math.max(got.length, expected.length);
  for (let i = 0; i < length; i++)
    tally.compare(quantity, got[i] ?? NaN, expected[i] ?? NaN, tolerance);
}

export function lossOf(spec: CountLoss | FirstSpikeLoss, label: number): LossOf {
  if (spec.type === 'count') {
    const { target_true: targetTrue, target_false: targetFalse } = spec;
    return { kind: 'count', targetTrue, targetFalse, margin: 0, scale: 1, label };
  }
  if (spec.type === 'ttfs')
    return { kind: 'firstSpike', tauLoss: spec.tau, silentTime: Infinity, label };
  throw new TypeError(`Unknown loss ${JSON.stringify(spec)}`);
}

/** Mean of the samples' gradients, layer by layer. */
export function meanGradients(passes: readonly SamplePass[]): (Float64Array | null)[] {
  return (passes[0]?.weights ?? []).map((_, l) => {
    const own = passes.flatMap(({ weights }) => weights[l] ?? []);
    const [first] = own;
    if (!first) return null;
    return first.map(
      (_value, i) => own.reduce((sum, values) => sum + values[i]!, 0) / passes.length,
    );
  });
}
