import { expect, it } from 'vitest';
import { defaultsOf } from '#model/params.ts';
import { directSpikes, firstSpikes } from './directSpikes.ts';

const spikes = {
  timesMs: Float32Array.of(0, 1.9, 2, 2.5, 9.9, 10, 400),
  inputs: Uint16Array.of(2, 0, 1, 1, 0, 2, 1),
  dtMs: 2,
};
const context = { steps: 5, seed: 1, epoch: 0, training: false, streamId: 0, spikes };
const values = new Float32Array(3);

function stepsOf(params: Record<string, number>): [number, number][] {
  const out = new Float32Array(5 * 3);
  directSpikes.encode(values, { ...defaultsOf(directSpikes.params), ...params }, context, out);
  return [...out.keys()].filter((i) => out[i] === 1).map((i) => [Math.floor(i / 3), i % 3]);
}

it('puts a spike into the step that holds its time, and loses those after the presentation', () => {
  expect(stepsOf({})).toEqual([
    [0, 0],
    [0, 2],
    [1, 1],
    [4, 0],
  ]);
});

it('starts later and presents faster when asked to', () => {
  expect(stepsOf({ startMs: 2 })).toEqual([
    [0, 1],
    [3, 0],
    [4, 2],
  ]);
  expect(stepsOf({ speed: 5 })).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

it('keeps the exact time of the first spike of each input', () => {
  const out = new Float64Array(3);
  firstSpikes.encodeTimes(values, defaultsOf(firstSpikes.params), context, out);
  expect([...out]).toEqual([Math.fround(1.9), 2, 0]);
  const late = { ...defaultsOf(firstSpikes.params), startMs: 3 };
  firstSpikes.encodeTimes(values, late, context, out);
  expect([...out]).toEqual([Math.fround(9.9) - 3, Infinity, 7]);
});

it('refuses samples without spikes', () => {
  const { spikes: _, ...without } = context;
  expect(() =>
    directSpikes.encode(values, defaultsOf(directSpikes.params), without, new Float32Array(15)),
  ).toThrow(/expected one of spikes/);
});
