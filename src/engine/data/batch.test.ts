import { describe, expect, it } from 'vitest';
import { encoders } from '#catalog/encoders/index.ts';
import { poisson } from '#catalog/encoders/poisson.ts';
import { constant } from '#catalog/encoders/constant.ts';
import type { EncoderEntry, Samples, StepEncoderEntry } from '#model/catalog.ts';
import { defaultsOf } from '#model/params.ts';
import type { BatchKernelInput, BatchSource } from './batch.ts';
import {
  encodeBatch,
  epochOrder,
  gatherLabels,
  gatherValues,
  presentedInputs,
  streamIdOf,
} from './batch.ts';

/** Spikes of the four samples below, in steps of 4 ms. */
const SPIKES = {
  offsets: Uint32Array.of(0, 2, 3, 3, 6),
  timesMs: Float32Array.of(1, 23, 4, 0, 8, 9),
  inputs: Uint16Array.of(0, 2, 1, 2, 2, 0),
};

/** Four samples of three pixels. */
const SAMPLES: Samples = {
  count: 4,
  values: Uint8Array.from([0, 51, 102, 153, 204, 255, 255, 0, 255, 0, 0, 0]),
  scale: 1 / 255,
  labels: Uint8Array.from([3, 1, 4, 2]),
  spikes: SPIKES,
};

function source(encoder: EncoderEntry, part: Partial<BatchSource> = {}): BatchSource {
  const encoderParams = defaultsOf(encoder.params);
  return {
    samples: SAMPLES,
    split: 'train',
    encoder,
    encoderParams,
    steps: 6,
    dtMs: 4,
    seed: 5,
    training: false,
    ...part,
  };
}

it('gathers values in 0..1 and labels in the order of the indices', () => {
  const expected = [1, 0, 1, 0, 0.2, 0.4].map(Math.fround);
  expect([...gatherValues(SAMPLES, [2, 0])]).toEqual(expected);
  expect([...gatherLabels(SAMPLES, Uint32Array.of(2, 0))]).toEqual([4, 3]);
});

it.each([-1, 4, 1.5, Number.NaN])('refuses index %d', (index) => {
  expect(() => gatherValues(SAMPLES, [0, index])).toThrow(`sample: got ${index}, expected 0 to 3`);
  expect(() => gatherLabels(SAMPLES, [index])).toThrow(RangeError);
  expect(() => encodeBatch(source(constant), [index], 0)).toThrow(RangeError);
});

const stepEncoders: readonly StepEncoderEntry[] = encoders.filter(
  (entry) => entry.output !== 'times',
);

describe.each(stepEncoders)('encodeBatch with $id', (encoder) => {
  const T = 60;
  const steps = encoder.output === 'static' ? 1 : T;
  const long = source(encoder, { steps: T });
  const { n, frames } = presentedInputs(long);

  it('lays the encoding of every sample out time-major', () => {
    const indices = [3, 1, 1, 0];
    const batch = encodeBatch(long, indices, 2);
    expect(batch.length).toBe(steps * 4 * n);
    indices.forEach((index, b) => {
      const alone = new Float32Array(steps * n);
      const streamId = streamIdOf('train', index);
      const [from, to] = [SPIKES.offsets[index]!, SPIKES.offsets[index + 1]!];
      const spikes = {
        timesMs: SPIKES.timesMs.subarray(from, to),
        inputs: SPIKES.inputs.subarray(from, to),
        dtMs: 4,
      };
      const context = { steps: T, seed: 5, epoch: 2, streamId, training: false, frames, spikes };
      const values = gatherValues(SAMPLES, [index]);
      encoder.encode(values, defaultsOf(encoder.params), context, alone);
      const rows = Array.from({ length: steps }, (_, t) => [
        ...batch.subarray((t * 4 + b) * n, (t * 4 + b) * n + n),
      ]);
      expect(rows.flat()).toEqual([...alone]);
    });
    expect(batch.some((value) => value > 0)).toBe(true);
  });

  it('overwrites what the output held before', () => {
    const fresh = encodeBatch(long, [1, 2], 0);
    const used = new Float32Array(fresh.length).fill(9);
    expect(encodeBatch(long, [1, 2], 0, {}, used)).toBe(used);
    expect(used).toEqual(fresh);
  });

  it('refuses an output of the wrong length', () => {
    const run = () => encodeBatch(long, [1], 0, {}, new Float32Array(2));
    expect(run).toThrow(`out: got 2 numbers, expected ${steps * n}`);
  });
});

it('draws other spikes for the test split', () => {
  const of = (split: 'train' | 'test') =>
    encodeBatch(source(poisson, { split, steps: 40 }), [1], 0);
  expect(of('train')).not.toEqual(of('test'));
});

it('gives a batch kernel all it needs to draw the same spikes', () => {
  const seen: BatchKernelInput[] = [];
  const out = new Float32Array(6 * 2 * 3).fill(9);
  const kernels = { bernoulli: (input: BatchKernelInput) => void seen.push(input) };
  expect(encodeBatch(source(poisson, { split: 'test' }), [2, 0], 3, kernels, out)).toBe(out);
  const [input] = seen;
  expect(input).toMatchObject({
    nInputs: 3,
    steps: 6,
    seed: 5,
    epoch: 3,
    params: { peakRate: 0.5 },
  });
  expect([...input!.streamIds]).toEqual([0x80000002, 0x80000000]);
  expect(input!.values).toEqual(gatherValues(SAMPLES, [2, 0]));
  expect(input!.out).toBe(out);
});

it('orders each epoch differently, and the same epoch alike', () => {
  const order = epochOrder(100, 1, 0);
  expect(new Set(order).size).toBe(100);
  expect(epochOrder(100, 1, 0)).toEqual(order);
  expect(epochOrder(100, 1, 1)).not.toEqual(order);
  expect(epochOrder(100, 2, 0)).not.toEqual(order);
});
