import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepEncoderEntry } from '#model/catalog.ts';
import { presentedBy } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';
import { sizeOf } from '#model/shape.ts';
import { bsa, bsaKernel, bsaSpikes } from './bsa.ts';
import { constant } from './constant.ts';
import { latency } from './latency.ts';
import { levelCrossing } from './levelCrossing.ts';
import { poisson } from './poisson.ts';
import { population } from './population.ts';
import { rowAt, windowOf } from './rows.ts';
import { spikeTime } from './spikeTime.ts';

interface Presentation {
  readonly shape?: Shape;
  readonly steps?: number;
}

function presented(
  entry: StepEncoderEntry,
  values: ArrayLike<number>,
  given: ParamValues = {},
  { shape = [values.length], steps = 20 }: Presentation = {},
) {
  const params = withDefaults(entry.params, given);
  const { frames, shape: input } = presentedBy(entry, shape, params);
  const context = { steps, seed: 1, epoch: 0, streamId: 0, training: false, frames };
  const n = sizeOf(input);
  const out = new Float32Array((entry.output === 'static' ? 1 : steps) * n);
  entry.encode(Float32Array.from(values), params, context, out);
  const decoded = new Float32Array(values.length);
  const isDecoded = entry.decode?.(out, params, context, decoded) ?? false;
  return { out, n, frames, input, decoded: isDecoded ? [...decoded] : null };
}

/** Steps at which an input spikes. */
function spikesOf({ out, n }: { out: Float32Array; n: number }, input: number): number[] {
  return [...out.keys()]
    .filter((i) => i % n === input && out[i] === 1)
    .map((i) => Math.floor(i / n));
}

const values = (length: number) =>
  fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length });

describe('rows in time', () => {
  it('gives every step a row and every row its steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, more) => {
          const steps = rows + more - 1;
          for (let row = 0; row < rows; row++) {
            const { from, length } = windowOf(row, steps, rows);
            for (let step = from; step < from + length; step++)
              expect(rowAt(step, steps, rows)).toBe(row);
          }
          expect(rowAt(0, steps, rows)).toBe(0);
          expect(rowAt(steps - 1, steps, rows)).toBe(rows - 1);
        },
      ),
    );
  });

  it('stays inside the presentation when rows outnumber steps', () => {
    for (let row = 0; row < 50; row++) {
      const { from, length } = windowOf(row, 7, 50);
      expect(length).toBe(1);
      expect(from).toBeLessThan(7);
    }
  });

  it('shows an image line by line', () => {
    const shown = presented(
      poisson,
      [1, 0, 0, 1, 1, 1],
      { peakRate: 1, rowsInTime: true },
      { shape: [3, 2, 1], steps: 6 },
    );
    expect(shown.input).toEqual([2]);
    expect(spikesOf(shown, 0)).toEqual([0, 1, 4, 5]);
    expect(spikesOf(shown, 1)).toEqual([2, 3, 4, 5]);
    expect(shown.decoded).toEqual([1, 0, 0, 1, 1, 1]);
  });

  it('draws the numbers of the whole sample where it has one row', () => {
    const row = [0.2, 0.9, 0.5];
    const whole = presented(poisson, row, {}, { shape: [1, 3, 1] });
    const inTime = presented(poisson, row, { rowsInTime: true }, { shape: [1, 3, 1] });
    expect(inTime.out).toEqual(whole.out);
    expect(whole.out.some((spike) => spike === 1)).toBe(true);
  });

  it('has one spike a row and input by latency, and reads it back', () => {
    const sample = [1, 0.5, 0, 0.25];
    const shown = presented(latency, sample, { rowsInTime: true }, { shape: [2, 2, 1], steps: 10 });
    expect(spikesOf(shown, 0)).toEqual([0]);
    expect(spikesOf(shown, 1)).toEqual([2, 8]);
    expect(shown.decoded).toEqual([1, 0.5, 0, 0.25]);
  });
});

describe('level crossing', () => {
  it('follows a rising and falling signal by hand', () => {
    // Rows 0, 0.4, 0 in three steps: the signal is at the rows themselves.
    const shown = presented(
      levelCrossing,
      [0, 0.4, 0],
      { delta: 0.4 },
      { shape: [3, 1, 1], steps: 3 },
    );
    expect(shown.input).toEqual([2]);
    expect(spikesOf(shown, 0)).toEqual([1]);
    expect(spikesOf(shown, 1)).toEqual([2]);
    const [first, second, third] = shown.decoded ?? [];
    expect([first, third]).toEqual([0, 0]);
    expect(second).toBeCloseTo(0.4, 6);
  });

  it('hears only of ups where one input a signal is asked for, and has no way back', () => {
    const shown = presented(
      levelCrossing,
      [0, 0.4, 0, 0.4],
      { delta: 0.4, polarity: 'rising' },
      { shape: [4, 1, 1], steps: 4 },
    );
    expect(shown.input).toEqual([1]);
    expect(spikesOf(shown, 0)).toEqual([1, 3]);
    expect(shown.decoded).toBeNull();
  });

  it('climbs to values that stand still, a step at a time', () => {
    const shown = presented(levelCrossing, [0.45, 0], { delta: 0.1 });
    expect(spikesOf(shown, 0)).toEqual([0, 1, 2, 3]);
    expect(spikesOf(shown, 2)).toEqual([]);
    expect(shown.decoded?.[0]).toBeCloseTo(0.4, 6);
  });

  it('stays within a step of signals slow enough to follow', () => {
    fc.assert(
      fc.property(values(6), (sample) => {
        const delta = 0.1;
        // Ten steps a row and a step of the level each: the steepest rise is 0.1 a step.
        const { decoded } = presented(
          levelCrossing,
          sample,
          { delta },
          { shape: [6, 1, 1], steps: 120 },
        );
        const slow = sample.map((value) => value * 0.5);
        const followed = presented(
          levelCrossing,
          slow,
          { delta },
          { shape: [6, 1, 1], steps: 120 },
        );
        expect(decoded).toHaveLength(6);
        // The first row is met after the climb from zero.
        followed.decoded?.forEach((value, row) => {
          if (row > 0) expect(Math.abs(value - slow[row]!)).toBeLessThan(delta + 0.06);
        });
      }),
    );
  });
});

describe('population', () => {
  it('has the centres of Bohte et al.', () => {
    // Six fields: centres (i − ½)/4 − ¼, so fields 2 and 5 lie an eighth inside the range.
    const shown = presented(population, [0.125], { fields: 6 }, { steps: 101 });
    expect(shown.input).toEqual([6]);
    expect(spikesOf(shown, 1)).toEqual([0]);
    // A field a spacing away: a = exp(−γ²/2).
    const late = Math.round((1 - Math.exp(-(1.5 ** 2) / 2)) * 100);
    expect(spikesOf(shown, 0)).toEqual([late]);
    expect(spikesOf(shown, 2)).toEqual([late]);
    expect(spikesOf(shown, 5)).toEqual([]);
  });

  it('tells values back to the rounding of times', () => {
    fc.assert(
      fc.property(values(4), fc.integer({ min: 4, max: 10 }), (sample, fields) => {
        const { decoded } = presented(population, sample, { fields }, { steps: 200 });
        decoded?.forEach((value, j) => expect(Math.abs(value - sample[j]!)).toBeLessThan(0.03));
      }),
    );
  });

  it('keeps images in place, with a channel a field', () => {
    expect(presented(population, [0, 1, 0.5, 0.2], {}, { shape: [2, 2, 1] }).input).toEqual([
      2, 2, 6,
    ]);
  });
});

describe('BSA', () => {
  it('has a kernel of sum 1 that peaks at tap 12', () => {
    const kernel = bsaKernel(24);
    expect(kernel.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(kernel.indexOf(Math.max(...kernel))).toBe(12);
  });

  it('spikes where the kernel itself comes, once', () => {
    const signal = new Float64Array(60);
    signal.set(bsaKernel(24), 20);
    expect(bsaSpikes(signal, { taps: 24, threshold: 0.9 })).toEqual([21]);
    expect(Math.max(...signal.map(Math.abs))).toBeLessThan(1e-12);
  });

  it('comes back to a slow signal when its spikes are smoothed', () => {
    const sample = Float32Array.from({ length: 10 }, (_, row) => 0.5 + 0.4 * Math.sin(row / 2));
    const { decoded } = presented(bsa, sample, { gain: 0.5 }, { shape: [10, 1, 1], steps: 400 });
    // The kernel reaches over the ends.
    for (let row = 2; row < 8; row++)
      expect(Math.abs((decoded?.[row] ?? 0) - sample[row]!)).toBeLessThan(0.2);
  });

  it('is silent for silence', () => {
    const { out } = presented(bsa, new Float32Array(8), {}, { shape: [4, 2, 1], steps: 100 });
    expect(out.some((spike) => spike !== 0)).toBe(false);
  });
});

describe('the way back', () => {
  it('is exact from currents', () => {
    const { decoded } = presented(constant, [0, 0.25, 1], { gain: 4, offset: -1 });
    expect(decoded).toEqual([0, 0.25, 1]);
  });

  it('is the share of steps with a spike, for rates', () => {
    const { decoded } = presented(poisson, [0, 0.5, 1], { peakRate: 0.5 }, { steps: 4000 });
    expect(decoded?.[0]).toBe(0);
    expect(decoded?.[1]).toBeCloseTo(0.5, 1);
    expect(decoded?.[2]).toBeCloseTo(1, 1);
  });

  it.each(['linear', 'log'])('is within half a step of time for latencies, %s', (curve) => {
    const sample = [1, 0.8, 0.31, 0.02];
    const { decoded } = presented(latency, sample, { curve }, { steps: 1001 });
    decoded?.forEach((value, j) => expect(Math.abs(value - sample[j]!)).toBeLessThan(0.004));
  });

  it.each(['smallFirst', 'largeFirst'])('is exact from spike times, %s', (order) => {
    const params = withDefaults(spikeTime.params, { order, silentLast: true, bias: true });
    const sample = Float32Array.of(0, 0.5, 1, 0.125);
    expect(presentedBy(spikeTime, [2, 2, 1], params).shape).toEqual([5]);
    const times = new Float64Array(5);
    const context = { steps: 20, seed: 1, epoch: 0, streamId: 0, training: false };
    spikeTime.encodeTimes(sample, params, context, times);
    expect(times[4]).toBe(1.5);
    const back = new Float32Array(4);
    expect(spikeTime.decodeTimes(times, params, back)).toBe(true);
    back.forEach((value, j) => expect(value).toBeCloseTo(sample[j]!, 6));
  });
});
