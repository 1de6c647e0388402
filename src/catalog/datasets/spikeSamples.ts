/** What the generated data sets of spikes share: options, random trains, and samples made of events. */
import type { Dataset, Samples, SpikeTrains } from '#model/catalog.ts';
import { number } from '#model/params.ts';
import type { RandomStream } from '#model/random/stream.ts';
import { sampleCounts } from './counts.ts';

export interface InputSpike {
  readonly timeMs: number;
  readonly input: number;
}

export interface SpikeSample {
  readonly label: number;
  readonly spikes: readonly InputSpike[];
}

export const spikeCounts = sampleCounts('samples', 500, 'easier to learn by heart');

/** Rate of the spikes that belong to no pattern. */
export function noiseRate(standardHz: number): ReturnType<typeof number> {
  return number({
    label: 'Noise spikes',
    symbol: '\\nu',
    default: standardHz,
    min: 0,
    max: 50,
    hardMax: 500,
    unit: 'Hz',
    help: 'Rate of spikes at random moments, added to every input. Larger: the pattern is harder to see.',
  });
}

/** Times of a Poisson process in [fromMs, toMs), from exponential waits. */
export function poissonTimes(
  random: RandomStream,
  rateHz: number,
  fromMs: number,
  toMs: number,
): number[] {
  const times: number[] = [];
  if (rateHz <= 0) return times;
  const meanMs = 1000 / rateHz;
  for (;;) {
    const wait = -meanMs * Math.log(1 - random.uniform());
    const time = (times.at(-1) ?? fromMs) + wait;
    if (time >= toMs) return times;
    times.push(time);
  }
}

/**
 * Two splits of spikes, each sample in order of time; times are rounded to float32.
 *
 * Values are the number of spikes of each input, the largest of both splits 1. The test samples are
 * drawn first: a change of the number of training samples leaves them as they are.
 */
export function spikeDataset(
  counts: { readonly nTrain: number; readonly nTest: number },
  nInputs: number,
  draw: (index: number) => SpikeSample,
): Dataset {
  const test = collect(counts.nTest, nInputs, draw);
  const train = collect(counts.nTrain, nInputs, draw);
  let most = 1;
  for (const { values } of [train, test]) for (const count of values) most = Math.max(most, count);
  return { train: { ...train, scale: 1 / most }, test: { ...test, scale: 1 / most } };
}

function collect(
  count: number,
  nInputs: number,
  draw: (index: number) => SpikeSample,
): Samples & { readonly spikes: SpikeTrains } {
  const values = new Float32Array(count * nInputs);
  const labels = new Uint8Array(count);
  const offsets = new Uint32Array(count + 1);
  const events: InputSpike[] = [];
  for (let i = 0; i < count; i++) {
    const { label, spikes } = draw(i);
    labels[i] = label;
    for (const spike of [...spikes].sort((a, b) => a.timeMs - b.timeMs)) {
      events.push(spike);
      values[i * nInputs + spike.input]! += 1;
    }
    offsets[i + 1] = events.length;
  }
  return {
    ...{ count, values, scale: 1, labels },
    spikes: {
      offsets,
      timesMs: Float32Array.from(events, ({ timeMs }) => timeMs),
      inputs: Uint16Array.from(events, ({ input }) => input),
    },
  };
}
