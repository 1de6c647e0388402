/**
 * Spike patterns: every class is one frozen pattern of spikes, and no input fires more in one class
 * than in another, so that only the moments of spikes tell the classes apart.
 *
 *   pattern of class c:   t_cjk ~ U(0, D) for k = 1..S and every input j, drawn once from the seed
 *   a sample of class c:  each t_cjk is lost with probability p, else moved by N(0, σ²) and, where
 *                         that leaves [0, D), mirrored at the end it left by
 *                         each input gets the spikes of a Poisson process of rate ν besides
 *
 * 40 inputs, 5 classes, equally frequent up to one sample.
 * Source: after Gütig & Sompolinsky 2006, doi 10.1038/nn1643, whose patterns have one spike an input
 * and no noise spikes.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { GENERATED_LICENCE } from './plane.ts';
import type { InputSpike } from './spikeSamples.ts';
import { noiseRate, poissonTimes, spikeCounts, spikeDataset } from './spikeSamples.ts';

const N_INPUTS = 40;
const CLASSES = ['pattern 1', 'pattern 2', 'pattern 3', 'pattern 4', 'pattern 5'] as const;

export const spikePatterns = {
  id: 'spikePatterns',
  label: 'Spike patterns',
  help: 'Five frozen patterns of spikes with jitter and noise: rates say nothing, only moments do.',
  source: 'after Gütig & Sompolinsky 2006, doi 10.1038/nn1643',
  licence: GENERATED_LICENCE,
  shape: [N_INPUTS],
  classes: CLASSES,
  seeded: true,
  hasSpikes: true,
  longestMs: (params) => numberParam(params, 'durationMs'),
  params: {
    ...spikeCounts,
    durationMs: number({
      label: 'Duration',
      symbol: 'D',
      default: 100,
      min: 20,
      max: 500,
      hardMin: 1,
      hardMax: 10000,
      unit: 'ms',
      help: 'Length of a pattern. Longer: the same spikes lie further apart, and memory has to reach further.',
    }),
    spikesPerInput: number({
      label: 'Spikes an input',
      symbol: 'S',
      default: 2,
      min: 1,
      max: 10,
      hardMax: 100,
      integer: true,
      unit: 'spikes',
      help: 'Spikes of each input in a pattern. More: denser patterns.',
    }),
    jitterMs: number({
      label: 'Jitter',
      symbol: '\\sigma',
      default: 4,
      min: 0,
      max: 20,
      hardMax: 1000,
      unit: 'ms',
      help: 'Standard deviation by which each spike misses its moment. Larger: patterns blur.',
    }),
    lost: number({
      label: 'Lost spikes',
      symbol: 'p',
      default: 0.2,
      min: 0,
      max: 0.5,
      hardMax: 1,
      unit: '1',
      help: 'Probability that a spike of the pattern is missing in a sample.',
    }),
    noiseHz: noiseRate(10),
  },
  load: async (_io, params, random) => {
    const durationMs = numberParam(params, 'durationMs');
    const jitterMs = numberParam(params, 'jitterMs');
    const lost = numberParam(params, 'lost');
    const noiseHz = numberParam(params, 'noiseHz');
    const perInput = numberParam(params, 'spikesPerInput');
    const patterns = CLASSES.map(() =>
      Array.from({ length: N_INPUTS * perInput }, (_, k): InputSpike => ({
        timeMs: durationMs * random.uniform(),
        input: Math.floor(k / perInput),
      })),
    );
    const counts = { nTrain: numberParam(params, 'nTrain'), nTest: numberParam(params, 'nTest') };
    return spikeDataset(counts, N_INPUTS, (index) => {
      const label = index % CLASSES.length;
      const spikes: InputSpike[] = [];
      for (const { timeMs, input } of patterns[label] ?? []) {
        // Both drawn for every spike, so that options do not shift the draws behind them.
        const [isLost, moved] = [random.uniform() < lost, timeMs + jitterMs * random.normal()];
        if (!isLost) spikes.push({ timeMs: mirrored(moved, durationMs), input });
      }
      for (let input = 0; input < N_INPUTS; input++) {
        for (const timeMs of poissonTimes(random, noiseHz, 0, durationMs)) {
          spikes.push({ timeMs, input });
        }
      }
      return { label, spikes };
    });
  },
} as const satisfies DatasetEntry;

/** A time beyond an end of [0, end), thrown back by that end as often as it takes. */
export function mirrored(timeMs: number, endMs: number): number {
  const turn = ((timeMs % (2 * endMs)) + 2 * endMs) % (2 * endMs);
  return turn < endMs ? turn : 2 * endMs - turn;
}
