import { expect, it } from 'vitest';
import type { MembraneTraces } from '#protocol/frame.ts';
import type { Activity } from '#state/frames/parts.ts';
import { afterReset, tracesData } from './tracesData.ts';

const traces: MembraneTraces = {
  layerId: 'hidden',
  neurons: [5, 2],
  threshold: 1,
  spiking: true,
  resetsToZero: false,
  refractorySteps: 2,
  membrane: Float32Array.of(0.25, 1.5, 0.75, 0, 0.5, 0.25),
  current: Float32Array.of(1, 2, 3, 4, 5, 6),
};

const activity: Activity = {
  sample: {
    split: 'test',
    index: 0,
    label: 0,
    prediction: 0,
    steps: 3,
    dtMs: 0.5,
    scores: new Float32Array(2),
  },
  layers: [
    {
      id: 'hidden',
      size: 6,
      neurons: Uint32Array.of(0, 5),
      times: Float32Array.of(0, 1),
      values: new Float32Array(0),
    },
  ],
  traces,
};
const subtract = { resetKind: 'subtract', resetSize: 1 } as const;

it('draws the membrane after the reset and marks the spikes of the neuron itself', () => {
  const data = tracesData(activity, subtract, 'membrane');
  expect(data).toMatchObject({ steps: 3, dtMs: 0.5, threshold: 1, refractorySteps: 2 });
  expect(data?.resetValue).toBeNull();
  const [first, second] = data?.traces ?? [];
  expect(first).toMatchObject({ neuron: 5, spikeSteps: Float32Array.of(1) });
  expect([...(first?.membrane ?? [])]).toEqual([0.25, 0.5, 0.75]);
  expect([...(second?.membrane ?? [])]).toEqual([0, 0.5, 0.25]);
  expect(second?.spikeSteps).toHaveLength(0);
  expect(traces.membrane[1]).toBe(1.5);
});

it('leaves threshold and reset out of currents and of neurons that never fire', () => {
  const current = tracesData(activity, subtract, 'current');
  expect(current).toMatchObject({ threshold: null, refractorySteps: 0 });
  expect([...(current?.traces[0]?.membrane ?? [])]).toEqual([1, 2, 3]);
  const silent = { ...activity, traces: { ...traces, spiking: false } };
  expect(tracesData(silent, subtract, 'membrane')?.threshold).toBeNull();
});

it('has nothing without traces, and no ghost of another layer', () => {
  expect(tracesData({ ...activity, traces: null }, subtract, 'membrane')).toBeNull();
  const other = { ...activity, traces: { ...traces, layerId: 'readout' } };
  const ghosts = (ghost: Activity) =>
    tracesData(activity, subtract, 'membrane', ghost)?.traces.map((trace) => trace.ghost);
  expect(ghosts(activity)?.[0]).toHaveLength(3);
  expect(ghosts(other)).toEqual([undefined, undefined]);
});

it('resets to zero, by subtraction, or not at all', () => {
  const at = Float32Array.of(1);
  const u = Float32Array.of(0, 1.5);
  expect(afterReset(u, at, { resetKind: 'zero', resetSize: 1 })[1]).toBe(0);
  expect(afterReset(u, at, { resetKind: 'subtract', resetSize: 1 })[1]).toBe(0.5);
  expect(afterReset(u, at, { resetKind: 'none', resetSize: 1 })[1]).toBe(1.5);
});
