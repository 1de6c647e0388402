/** Spike times as frames carry them, and class probabilities of scores. */
import type { LayerActivity } from '#protocol/frame.ts';

/**
 * Events of one layer and sample in order of time.
 * @param times `[size, slots]` in ms, Infinity where there is no spike
 * @param dtMs length of a step: times in frames are in steps
 */
export function activityOf(
  id: string,
  size: number,
  times: ArrayLike<number>,
  dtMs: number,
): LayerActivity {
  const slots = times.length / size;
  const events: [neuron: number, time: number][] = [];
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < Infinity) events.push([Math.floor(i / slots), times[i]!]);
  }
  events.sort(([, a], [, b]) => a - b);
  return {
    id,
    size,
    neurons: Uint32Array.from(events, ([neuron]) => neuron),
    times: Float32Array.from(events, ([, time]) => time / dtMs),
    values: new Float32Array(0),
  };
}

/** Softmax of each row of `[count, classes]`; a score of −Infinity has no share, a row of them equal ones. */
export function probabilitiesOf(scores: ArrayLike<number>, classes: number): Float32Array {
  const shares = new Float32Array(scores.length);
  for (let at = 0; at < scores.length; at += classes) {
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[at + k]!);
    if (highest === -Infinity) {
      shares.fill(1 / classes, at, at + classes);
      continue;
    }
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp(scores[at + k]! - highest);
    for (let k = 0; k < classes; k++) shares[at + k] = Math.exp(scores[at + k]! - highest) / total;
  }
  return shares;
}
