/** When a readout has made up its mind. */
import type { ReadoutMeasure } from '#model/catalog.ts';
import type { LayerActivity } from '#protocol/frame.ts';

/**
 * Time in steps of the first spike from which on no other class is ahead of `prediction`, or null
 * where the readout never fires or another class is ahead at the end. A tie is not lost.
 *
 * Counts: the spikes so far. First spikes: whoever fired first.
 */
export function decisionOfSpikes(
  { neurons, times }: Pick<LayerActivity, 'neurons' | 'times'>,
  measure: Extract<ReadoutMeasure, 'spikeCount' | 'firstSpike'>,
  prediction: number,
): number | null {
  if (measure === 'firstSpike') {
    const first = times[0];
    return neurons[0] === prediction && first !== undefined ? first : null;
  }
  const counts = new Map<number, number>();
  let since: number | null = null;
  let at = 0;
  while (at < neurons.length) {
    const time = times[at]!;
    // Spikes of one step count together.
    for (; at < neurons.length && times[at]! === time; at++) {
      counts.set(neurons[at]!, (counts.get(neurons[at]!) ?? 0) + 1);
    }
    const own = counts.get(prediction) ?? 0;
    const leads = own > 0 && [...counts.values()].every((count) => count <= own);
    since = leads ? (since ?? time) : null;
  }
  return since;
}

/** How a membrane becomes a score when the presentation ends with step `t`. */
export type MembraneScore =
  | Extract<ReadoutMeasure, 'membraneMax' | 'membraneMean' | 'membraneLast'>
  /** Mean from a step on; before twice that step, over the later half of the time so far. */
  | { readonly meanFrom: number };

/**
 * Step from which on no other class is ahead of `prediction`, or null where one is at the end.
 * @param membranes a row of `steps` values a class
 */
export function decisionOfMembranes(
  membranes: readonly Float32Array[],
  score: MembraneScore,
  prediction: number,
): number | null {
  const running = membranes.map((row) => scoresOverTime(row, score));
  const steps = membranes[0]?.length ?? 0;
  const own = running[prediction];
  if (own === undefined) return null;
  let since: number | null = null;
  for (let t = 0; t < steps; t++) {
    const leads = running.every((other) => other[t]! <= own[t]!);
    since = leads ? (since ?? t) : null;
  }
  return since;
}

/** The score that a presentation ending with each step would have given. */
export function scoresOverTime(row: Float32Array, score: MembraneScore): Float64Array {
  const scores = new Float64Array(row.length);
  const sums = new Float64Array(row.length + 1);
  let largest = -Infinity;
  for (let t = 0; t < row.length; t++) {
    const value = row[t]!;
    sums[t + 1] = sums[t]! + value;
    largest = Math.max(largest, value);
    if (score === 'membraneLast') scores[t] = value;
    else if (score === 'membraneMax') scores[t] = largest;
    else {
      const from = score === 'membraneMean' ? 0 : Math.min(score.meanFrom, (t + 1) >> 1);
      scores[t] = (sums[t + 1]! - sums[from]!) / (t + 1 - from);
    }
  }
  return scores;
}
