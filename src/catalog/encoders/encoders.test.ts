import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepEncoderEntry } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { withDefaults } from '#model/params.ts';
import { philox4x32 } from '#model/random/philox.ts';
import { PURPOSE } from '#model/random/stream.ts';
import { constant } from './constant.ts';
import { latency } from './latency.ts';
import { poisson } from './poisson.ts';

interface Context {
  readonly steps: number;
  readonly seed: number;
  readonly epoch: number;
  readonly streamId: number;
  readonly training: boolean;
}

/** Default cut-off of the latency code, as the float32 it is compared with. */
const CUTOFF = Math.fround(0.01);
const CONTEXT: Context = { steps: 20, seed: 1, epoch: 0, streamId: 0, training: false };

function encode(
  entry: StepEncoderEntry,
  values: readonly number[],
  params: ParamValues = {},
  context: Partial<Context> = {},
): Float32Array {
  const complete = { ...CONTEXT, ...context };
  const rows = entry.output === 'static' ? 1 : complete.steps;
  const out = new Float32Array(rows * values.length);
  entry.encode(Float32Array.from(values), withDefaults(entry.params, params), complete, out);
  return out;
}

/** Steps at which each input spikes. */
function spikeSteps(encoded: Float32Array, n: number): number[][] {
  return Array.from({ length: n }, (_, j) =>
    [...encoded.keys()]
      .filter((i) => i % n === j && encoded[i] === 1)
      .map((i) => Math.floor(i / n)),
  );
}

const unitValues = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 13,
});

it('multiplies a constant current by the gain', () => {
  expect([...encode(constant, [0, 0.25, 1], { gain: 3 })]).toEqual([0, 0.75, 3]);
});

describe('poisson', () => {
  it('spikes with the probability of value times peak rate', () => {
    const steps = 20_000;
    const values = [0, 0.1, 0.5, 0.9, 1];
    const trains = spikeSteps(encode(poisson, values, { peakRate: 0.6 }, { steps }), values.length);
    values.forEach((value, j) => {
      const p = 0.6 * value;
      const standardError = Math.sqrt((p * (1 - p)) / steps);
      expect(Math.abs(trains[j]!.length / steps - p)).toBeLessThanOrEqual(4 * standardError);
    });
  });

  it('is independent from step to step and from input to input', () => {
    const steps = 20_000;
    const [a, b] = spikeSteps(encode(poisson, [1, 1], { peakRate: 0.5 }, { steps }), 2).map(
      (train) => new Set(train),
    );
    const share = (count: number) => Math.abs(count / steps - 0.25);
    const tolerance = 4 * Math.sqrt((0.25 * 0.75) / steps);
    expect(share([...a!].filter((step) => a!.has(step + 1)).length)).toBeLessThan(tolerance * 2);
    expect(share([...a!].filter((step) => b!.has(step)).length)).toBeLessThan(tolerance);
  });

  it('never spikes for 0 and always for 1 at the peak rate of 1', () => {
    const [zero, one] = spikeSteps(encode(poisson, [0, 1], { peakRate: 1 }), 2);
    expect(zero).toEqual([]);
    expect(one).toHaveLength(CONTEXT.steps);
  });

  it('compares the documented Philox word with the documented threshold', () => {
    const context = { steps: 7, seed: 0xfedcba98, epoch: 3, streamId: 0x80000005 };
    const values = Array.from({ length: 10 }, (_, j) => Math.fround(j / 9));
    const encoded = encode(poisson, values, { peakRate: 0.7 }, context);
    const block = new Uint32Array(4);
    const expected = Array.from(encoded, (_, i) => {
      const step = Math.floor(i / 10);
      const j = i % 10;
      const { seed, epoch, streamId } = context;
      philox4x32([j >> 2, step, streamId, PURPOSE.encoding], [seed, epoch], block);
      return block[j & 3]! < 4294967296 * (0.7 * values[j]!) ? 1 : 0;
    });
    expect([...encoded]).toEqual(expected);
    expect(new Set(expected).size).toBe(2);
  });

  it('draws afresh for another sample, epoch or seed, and alike for the same', () => {
    const draw = (context: Partial<Context>) =>
      encode(poisson, [0.5, 0.5, 0.5], {}, { steps: 50, ...context }).join('');
    expect(draw({})).toBe(draw({}));
    expect(draw({ epoch: 1 })).not.toBe(draw({}));
    expect(draw({ streamId: 1 })).not.toBe(draw({}));
    expect(draw({ seed: 2 })).not.toBe(draw({}));
  });

  it('keeps the spikes of a step when more steps follow', () => {
    fc.assert(
      fc.property(unitValues, fc.integer({ min: 1, max: 8 }), (values, steps) => {
        const short = encode(poisson, values, {}, { steps });
        const long = encode(poisson, values, {}, { steps: steps + 3 });
        expect(long.subarray(0, short.length)).toEqual(short);
      }),
      { numRuns: 50 },
    );
  });

  it('only adds spikes when a value grows', () => {
    const low = encode(poisson, [0.2, 0.4, 0.6]);
    const high = encode(poisson, [0.3, 0.4, 0.9]);
    low.forEach((spike, i) => expect(high[i]!).toBeGreaterThanOrEqual(spike));
    expect(high.reduce((a, b) => a + b)).toBeGreaterThan(low.reduce((a, b) => a + b));
  });
});

describe('latency', () => {
  it('puts the largest value first and the smallest last', () => {
    const trains = spikeSteps(encode(latency, [1, 0.5, 0.01, 0.009, 0], {}, { steps: 11 }), 5);
    // 0.5 · 10 = 5; 0.99 · 10 rounds to 10; the last two lie below the cut-off of 0.01.
    expect(trains).toEqual([[0], [5], [10], [], []]);
  });

  it('spaces equal ratios equally on the logarithmic curve', () => {
    const params = { curve: 'log', cutoff: 0.001 };
    const trains = spikeSteps(encode(latency, [1, 0.1, 0.01, 0.0011], params, { steps: 31 }), 4);
    expect(trains).toEqual([[0], [10], [20], [30]]);
  });

  it.each(['linear', 'log'])('gives each input at most one spike, in order (%s)', (curve) => {
    fc.assert(
      fc.property(unitValues, fc.integer({ min: 1, max: 40 }), (values, steps) => {
        const trains = spikeSteps(encode(latency, values, { curve }, { steps }), values.length);
        values.forEach((value, j) => {
          expect(trains[j]!.length).toBe(value < CUTOFF ? 0 : 1);
          values.forEach((other, k) => {
            if (value > other && other >= CUTOFF)
              expect(trains[j]![0]!).toBeLessThanOrEqual(trains[k]![0]!);
          });
        });
      }),
      { numRuns: 100 },
    );
  });
});
