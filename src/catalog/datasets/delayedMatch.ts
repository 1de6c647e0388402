/**
 * Delayed match: two cues with silence between them; were they the same? Neither cue says so alone,
 * and the first has to be remembered.
 *
 *   cue A makes inputs 0–9 fire, cue B inputs 10–19, as Poisson processes of rate r
 *   [0, C): cue 1     [C, C + W): delay     [C + W, 2C + W): cue 2      cues A and B equally likely
 *   every input fires at rate ν besides, all the time
 *   class 0 where both cues are the same, class 1 where they differ
 *
 * Source: the delayed match-to-sample task of memory experiments, its cues made of spikes.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { GENERATED_LICENCE } from './plane.ts';
import type { InputSpike } from './spikeSamples.ts';
import { noiseRate, poissonTimes, spikeCounts, spikeDataset } from './spikeSamples.ts';

const PER_CUE = 10;
const N_CUES = 2;
const N_INPUTS = PER_CUE * N_CUES;

export const delayedMatch = {
  id: 'delayedMatch',
  label: 'Delayed match',
  help: 'Two cues with a delay between them, the same or not: the first has to be remembered.',
  source: 'the delayed match-to-sample task of memory experiments',
  licence: GENERATED_LICENCE,
  shape: [N_INPUTS],
  classes: ['same', 'different'],
  seeded: true,
  hasSpikes: true,
  longestMs: (params) => 2 * numberParam(params, 'cueMs') + numberParam(params, 'delayMs'),
  params: {
    ...spikeCounts,
    cueMs: number({
      label: 'Cue',
      symbol: 'C',
      default: 20,
      min: 5,
      max: 100,
      hardMin: 1,
      hardMax: 5000,
      unit: 'ms',
      help: 'Length of each cue. Longer: more spikes tell which one it is.',
    }),
    delayMs: number({
      label: 'Delay',
      symbol: 'W',
      default: 40,
      min: 0,
      max: 300,
      hardMax: 10000,
      unit: 'ms',
      help: 'Time between the cues. Longer: the first one is harder to remember.',
    }),
    cueHz: number({
      label: 'Rate of a cue',
      symbol: 'r',
      default: 150,
      min: 20,
      max: 400,
      hardMin: 0,
      hardMax: 1000,
      unit: 'Hz',
      help: 'How often the inputs of a cue fire. Larger: clearer cues.',
    }),
    noiseHz: noiseRate(2),
  },
  load: async (_io, params, random) => {
    const cueMs = numberParam(params, 'cueMs');
    const cueHz = numberParam(params, 'cueHz');
    const noiseHz = numberParam(params, 'noiseHz');
    const secondMs = cueMs + numberParam(params, 'delayMs');
    const counts = { nTrain: numberParam(params, 'nTrain'), nTest: numberParam(params, 'nTest') };
    return spikeDataset(counts, N_INPUTS, (index) => {
      // Same and different take turns, so that both classes are equally frequent.
      const label = index % 2;
      const first = random.below(N_CUES);
      const second = label === 0 ? first : 1 - first;
      const spikes: InputSpike[] = [];
      const add = (input: number, rateHz: number, fromMs: number, toMs: number): void => {
        for (const timeMs of poissonTimes(random, rateHz, fromMs, toMs)) {
          spikes.push({ timeMs, input });
        }
      };
      for (let input = 0; input < N_INPUTS; input++) {
        const cue = Math.floor(input / PER_CUE);
        if (cue === first) add(input, cueHz, 0, cueMs);
        if (cue === second) add(input, cueHz, secondMs, secondMs + cueMs);
        add(input, noiseHz, 0, secondMs + cueMs);
      }
      return { label, spikes };
    });
  },
} as const satisfies DatasetEntry;
