import { describe, expect, it } from 'vitest';
import { createStream } from '#model/random/stream.ts';
import { convGeometry } from '../../../kernels/conv/geometry.ts';
import { continuousNeuron } from '../continuousLif.ts';
import { continuousConv, continuousDense, continuousMaxPool } from './layers.ts';
import type { SpikeList } from './spikeList.ts';
import { mergeLists, SpikeBuffer } from './spikeList.ts';

const TAU = 4;
const T_END = 40;
/** Potentials on a growing scale round at 1e−16 of their size; crossings take a logarithm more. */
const TOLERANCE = 1e-9;

const random = createStream(7, 'noise');
const values = (n: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: n }, () => low + (high - low) * random.uniform());

/** `count` spikes of `size` inputs; each time is shared by up to `together` of them. */
function spikes(count: number, size: number, together = 1): SpikeBuffer {
  const list = new SpikeBuffer();
  for (let i = 0; i < count; i++) {
    const t = T_END * random.uniform();
    for (let k = 0; k <= random.below(together); k++) list.push(t, random.below(size));
  }
  list.sort();
  return list;
}

const perNeuron = (list: SpikeList, size: number): number[][] =>
  Array.from({ length: size }, (_, j) =>
    [...list.times.subarray(0, list.count)].filter((_t, i) => list.ids[i] === j),
  );

function expectSame(got: SpikeList, want: readonly (readonly number[])[]): void {
  const times = perNeuron(got, want.length);
  expect(times.map((list) => list.length)).toEqual(want.map((list) => list.length));
  want.forEach((list, j) =>
    list.forEach((t, i) => expect(Math.abs(times[j]![i]! - t)).toBeLessThan(TOLERANCE)),
  );
  const ordered = got.times.subarray(0, got.count);
  expect([...ordered]).toEqual([...ordered].sort((a, b) => a - b));
  expect(got.count).toBeGreaterThan(5);
}

/** The same layer, one neuron after the other. */
function oneByOne(
  input: SpikeList,
  size: number,
  weight: (id: number, j: number) => number,
  drive: Float64Array,
  tau = TAU,
): number[][] {
  const events = [...input.times.subarray(0, input.count)].map((t, i) => ({
    t,
    id: input.ids[i]!,
  }));
  return Array.from({ length: size }, (_, j) => [
    ...continuousNeuron(
      { tau, v0: 1, tRef: 1, drive: drive[j]!, tEnd: T_END },
      events.map(({ t, id }) => ({ t, w: weight(id, j) })),
    ).spikeTimes,
  ]);
}

describe('a continuous dense layer against its neurons one by one', () => {
  it.each([
    ['spikes alone', -0.1, 0.1, 1],
    ['several spikes at once', -0.1, 0.2, 4],
    ['drives that fire by themselves', 0.1, 0.5, 3],
  ])('%s', (_name, low, high, together) => {
    const [nIn, nOut] = [9, 7];
    const weights = values(nIn * nOut, -0.6, 1);
    const drive = values(nOut, low, high);
    const input = spikes(120, nIn, together);
    const layer = continuousDense(nOut, { tau: TAU, v0: 1 }, weights, null);
    const want = oneByOne(input, nOut, (id, j) => weights[id * nOut + j]!, drive);
    expectSame(layer.run(input, drive, T_END), want);
    // A second run starts afresh.
    expectSame(layer.run(input, drive, T_END), want);
  });

  it('stays right where the scale of potentials has to be moved', () => {
    const weights = values(3 * 4, -0.2, 1.4);
    const input = spikes(200, 3);
    const drive = Float64Array.of(0, 5, -1, 15);
    const layer = continuousDense(4, { tau: 0.1, v0: 1 }, weights, null);
    const want = oneByOne(input, 4, (id, j) => weights[id * 4 + j]!, drive, 0.1);
    expectSame(layer.run(input, drive, T_END), want);
  });

  it('hears its own spikes one refractory period later', () => {
    const nOut = 5;
    const weights = values(4 * nOut, 0, 0.8);
    const loop = values(nOut * nOut, -0.9, 0.9);
    const drive = values(nOut, -0.1, 0.4);
    const input = spikes(50, 4, 2);
    const got = continuousDense(nOut, { tau: TAU, v0: 1 }, weights, loop).run(input, drive, T_END);
    expect(Math.max(...drive) * TAU).toBeGreaterThan(1);
    // Given what came back, each neuron on its own has to fire just so.
    const back = new SpikeBuffer();
    for (let i = 0; i < got.count; i++) back.push(got.times[i]! + 1, got.ids[i]!);
    const all = mergeLists(
      [
        { spikes: input, size: 4 },
        { spikes: back, size: nOut },
      ],
      new SpikeBuffer(),
    );
    const both = Float64Array.from([...weights, ...loop]);
    expectSame(
      got,
      oneByOne(all, nOut, (id, j) => both[id * nOut + j]!, drive),
    );
  });
});

describe('a continuous convolution against its neurons one by one', () => {
  it.each([
    ['valid', 1, false, 1],
    ['size kept, several spikes at once', 1, true, 6],
    ['stride 2', 2, true, 3],
  ])('%s', (_name, stride, same, together) => {
    const given = { batch: 1, height: 7, width: 6, channelsIn: 2, channelsOut: 3, kernelSize: 3 };
    const geometry = convGeometry({ ...given, stride, same });
    const weights = values(9 * 2 * 3, -0.4, 0.8);
    const { outHeight, outWidth, padTop, padLeft } = geometry;
    const size = outHeight * outWidth * 3;
    const drive = Float64Array.from({ length: size }, (_, j) => [0.05, -0.1, 0.3][j % 3]!);
    const input = spikes(150, 7 * 6 * 2, together);
    const weight = (id: number, j: number): number => {
      const ky = Math.floor(id / 12) - Math.floor(j / (3 * outWidth)) * stride + padTop;
      const kx = (Math.floor(id / 2) % 6) - (Math.floor(j / 3) % outWidth) * stride + padLeft;
      const inside = ky >= 0 && ky < 3 && kx >= 0 && kx < 3;
      return inside ? weights[((ky * 3 + kx) * 2 + (id % 2)) * 3 + (j % 3)]! : 0;
    };
    expectSame(
      continuousConv(geometry, { tau: TAU, v0: 1 }, weights).run(input, drive, T_END),
      oneByOne(input, size, weight, drive),
    );
  });
});

describe('the continuous maximum of spikes', () => {
  it('passes the first spike of a window and is deaf for a refractory period', () => {
    const pool = continuousMaxPool([3, 4, 2], 2);
    const input = new SpikeBuffer();
    // Row 0, columns 0 and 1, and row 1, column 1 share a window; row 2 fills none.
    const id = (row: number, column: number, channel: number): number =>
      (row * 4 + column) * 2 + channel;
    input.push(0.5, id(0, 0, 0));
    input.push(0.5, id(0, 1, 0));
    input.push(0.7, id(1, 1, 0));
    input.push(0.8, id(0, 0, 1));
    input.push(1.0, id(0, 3, 0));
    input.push(1.2, id(2, 0, 0));
    input.push(1.5, id(1, 1, 0));
    const got = pool.run(input, new Float64Array(0), 10);
    expect([...got.times.subarray(0, got.count)]).toEqual([0.5, 0.8, 1, 1.5]);
    expect([...got.ids.subarray(0, got.count)]).toEqual([0, 1, 2, 0]);
  });
});
