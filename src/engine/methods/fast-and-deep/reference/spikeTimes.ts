/**
 * First spike times of a layer by the search for the causal set (§3).
 *
 * The inputs are sorted once; after each the neuron would fire at some time if nothing else came, and
 * the first of these times that lies before the next input is the spike. Sums are kept relative to
 * the current input, so that late times lose no precision.
 */
import type { FirstSpikeNeuron } from '../response.ts';
import { response } from '../response.ts';
import { upwardCrossing } from './crossing.ts';

/** Inputs that spike, earliest first; of simultaneous ones the one with the smaller index. */
function sortedInputs(times: Float64Array): number[] {
  const order: number[] = [];
  times.forEach((time, i) => {
    if (time < Infinity) order.push(i);
  });
  return order.sort((i, j) => times[i]! - times[j]! || i - j);
}

/**
 * @param times spike times of one sample's inputs, Infinity for none
 * @param weights `[inputs, nOut]`
 * @returns nOut spike times, Infinity for none
 */
export function firstSpikeTimes(
  times: Float64Array,
  weights: Float64Array,
  nOut: number,
  neuron: FirstSpikeNeuron,
): Float64Array {
  const order = sortedInputs(times);
  return Float64Array.from({ length: nOut }, (_, j) =>
    firstSpikeTime(order, times, (i) => weights[i * nOut + j]!, neuron),
  );
}

function firstSpikeTime(
  order: readonly number[],
  times: Float64Array,
  weightOf: (input: number) => number,
  { tauRatio, tauSyn, drive }: FirstSpikeNeuron,
): number {
  let a = 0;
  let u = 0;
  for (const [k, input] of order.entries()) {
    a += weightOf(input);
    const now = times[input]!;
    const nextInput = order[k + 1];
    const next = nextInput === undefined ? Infinity : times[nextInput]!;
    const gap = (next - now) / tauSyn;
    const s = upwardCrossing(a, u, tauRatio, drive);
    if (s >= 0 && s <= gap) return Math.min(now + s * tauSyn, next);
    if (next === Infinity) break;
    u = u * Math.exp(-gap / tauRatio) + a * response(gap, tauRatio);
    a *= Math.exp(-gap);
    // A crossing lost to rounding exactly at the next input (§13.6).
    if (u >= drive) return next;
  }
  return Infinity;
}
