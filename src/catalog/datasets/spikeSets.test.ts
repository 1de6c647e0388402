import { describe, expect, it } from 'vitest';
import type { Dataset, DatasetEntry } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { createStream } from '#model/random/stream.ts';
import { sizeOf } from '#model/shape.ts';
import { delayedMatch } from './delayedMatch.ts';
import { datasets } from './index.ts';
import { mirrored, spikePatterns } from './spikePatterns.ts';
import { toyConvergence } from './toyConvergence.ts';

const NO_FILES = { read: () => Promise.reject(new Error('generated data reads no file')) };
const generated: readonly DatasetEntry[] = (datasets as readonly DatasetEntry[]).filter(
  (entry) => entry.hasSpikes === true && entry.seeded === true,
);

function load(entry: DatasetEntry, params: ParamValues = {}, seed = 1): Promise<Dataset> {
  return entry.load(NO_FILES, withDefaults(entry.params, params), createStream(seed, 'dataset'));
}

/** Spikes of a training sample. */
function spikesOf({ train }: Dataset, index: number): { timeMs: number; input: number }[] {
  const { offsets, timesMs, inputs } = train.spikes!;
  return Array.from({ length: offsets[index + 1]! - offsets[index]! }, (_, i) => ({
    timeMs: timesMs[offsets[index]! + i]!,
    input: inputs[offsets[index]! + i]!,
  }));
}

it('counts three generated sets of spikes', () => {
  expect(generated.map(({ id }) => id)).toEqual([
    'spikePatterns',
    'delayedMatch',
    'toyConvergence',
  ]);
});

describe.each(generated)('$id', (entry) => {
  it('has spikes in order of time, inside the length it names, and counts them', async () => {
    const { train, test } = await load(entry, { nTrain: 40, nTest: 20 });
    const size = sizeOf(entry.shape);
    const longestMs = entry.longestMs!(withDefaults(entry.params, {}));
    for (const samples of [train, test]) {
      const { offsets, timesMs, inputs } = samples.spikes!;
      expect(offsets[0]).toBe(0);
      expect(offsets[samples.count]).toBe(timesMs.length);
      expect(timesMs.length).toBeGreaterThan(0);
      const counts = new Float32Array(samples.count * size);
      for (let i = 0; i < samples.count; i++) {
        for (let s = offsets[i]!; s < offsets[i + 1]!; s++) {
          counts[i * size + inputs[s]!]! += 1;
          if (s > offsets[i]!) expect(timesMs[s]!).toBeGreaterThanOrEqual(timesMs[s - 1]!);
          expect(timesMs[s]!).toBeLessThanOrEqual(longestMs);
        }
      }
      expect(samples.values).toEqual(counts);
      expect(Math.max(...samples.values) * samples.scale).toBeLessThanOrEqual(1);
    }
    expect(new Set(train.labels).size).toBe(entry.classes.length);
  });

  it('repeats itself for a seed, and keeps its test samples when training samples are added', async () => {
    const options = { nTrain: 40, nTest: 20, jitterMs: 1 };
    const [a, b, more, other] = await Promise.all([
      load(entry, options),
      load(entry, options),
      load(entry, { ...options, nTrain: 60 }),
      load(entry, options, 2),
    ]);
    expect(a).toEqual(b);
    expect(more.test.spikes).toEqual(a.test.spikes);
    expect(other.train.spikes!.timesMs).not.toEqual(a.train.spikes!.timesMs);
  });
});

describe('spikePatterns', () => {
  it('repeats the pattern of a class where there is neither jitter, loss nor noise', async () => {
    const clean = { nTrain: 20, nTest: 2, jitterMs: 0, lost: 0, noiseHz: 0, spikesPerInput: 3 };
    const data = await load(spikePatterns, clean);
    for (const index of [0, 3]) {
      expect(spikesOf(data, index)).toEqual(spikesOf(data, index + 5));
      expect(spikesOf(data, index)).not.toEqual(spikesOf(data, index + 1));
    }
    // Rates tell nothing: each input fires as often in every class.
    expect([...data.train.values].every((count) => count === 3)).toBe(true);
  });

  it('moves, loses and adds as many spikes as it says', async () => {
    const count = 400;
    const base = { nTrain: count, nTest: 2, lost: 0, noiseHz: 0, jitterMs: 0 };
    const [clean, jittered, lossy, noisy] = await Promise.all([
      load(spikePatterns, base),
      load(spikePatterns, { ...base, jitterMs: 3 }),
      load(spikePatterns, { ...base, lost: 0.2 }),
      load(spikePatterns, { ...base, noiseHz: 10 }),
    ]);
    const total = (data: Dataset): number => data.train.spikes!.timesMs.length;
    const expected = count * 40 * 2;
    expect(total(clean)).toBe(expected);
    expect(total(jittered)).toBe(expected);
    // Five standard deviations of the binomial and of the Poisson distribution.
    expect(Math.abs(total(lossy) - 0.8 * expected)).toBeLessThan(5 * Math.sqrt(0.16 * expected));
    const added = count * 40 * 10 * 0.1;
    expect(Math.abs(total(noisy) - expected - added)).toBeLessThan(5 * Math.sqrt(added));
    const one = (data: Dataset): number[] =>
      spikesOf(data, 0)
        .filter(({ input }) => input === 7)
        .map(({ timeMs }) => timeMs);
    expect(one(jittered)).not.toEqual(one(clean));
  });

  it('throws times back that leave the pattern', () => {
    expect([-3, 0, 99, 101, 205, -201].map((time) => mirrored(time, 100))).toEqual([
      3, 0, 99, 99, 5, 1,
    ]);
  });
});

describe('delayedMatch', () => {
  it('shows the same cue twice in class 0, another in class 1, and neither cue says which', async () => {
    const params = { nTrain: 400, nTest: 2, noiseHz: 0, cueHz: 400 };
    const data = await load(delayedMatch, params);
    const firsts = [0, 0];
    for (let index = 0; index < 400; index++) {
      const spikes = spikesOf(data, index);
      const cueOf = (from: number, to: number): number[] => [
        ...new Set(
          spikes
            .filter(({ timeMs }) => timeMs >= from && timeMs < to)
            .map(({ input }) => Math.floor(input / 10)),
        ),
      ];
      const [first, silence, second] = [cueOf(0, 20), cueOf(20, 60), cueOf(60, 80)];
      expect(silence).toEqual([]);
      expect([first.length, second.length]).toEqual([1, 1]);
      expect(data.train.labels[index]).toBe(first[0] === second[0] ? 0 : 1);
      firsts[first[0]!]! += data.train.labels[index]!;
    }
    expect(firsts[0]! + firsts[1]!).toBe(200);
    expect(firsts[0]!).toBeGreaterThan(60);
    expect(firsts[1]!).toBeGreaterThan(60);
  });
});

describe('toyConvergence', () => {
  it('is the two samples of the task, in units of its time constant', async () => {
    const { train, test } = await load(toyConvergence);
    expect([...train.labels]).toEqual([0, 1]);
    expect([...train.spikes!.timesMs]).toEqual([0, 0, 10, 20, 0, 0, 10, 20]);
    expect([...train.spikes!.inputs]).toEqual([0, 1, 2, 3, 0, 1, 3, 2]);
    expect(test).toEqual(train);
  });
});
