import { expect, it } from 'vitest';
import type { Frame } from '#protocol/frame.ts';
import { NO_PARTS, partsAfter } from './parts.ts';

const sample = {
  split: 'test',
  index: 3,
  label: 1,
  prediction: 1,
  steps: 10,
  dtMs: 1,
  scores: Float32Array.of(0, 1),
} as const;

function frame(change: Partial<Frame>): Frame {
  return {
    sequence: 0,
    run: 1,
    status: {} as Frame['status'],
    curve: { values: new Float64Array(0) },
    sample: null,
    layers: [],
    traces: null,
    weights: null,
    neuron: null,
    decision: null,
    statistics: null,
    output: null,
    ...change,
  };
}

const decision = { gridSize: 2, classes: 1, probabilities: new Float32Array(4) };

it('keeps a part that a later frame of the run does not carry', () => {
  const first = partsAfter(NO_PARTS, frame({ sample, decision }));
  const second = partsAfter(first, frame({}));
  expect(second.activity).toBe(first.activity);
  expect(second.decision).toBe(decision);
  expect(second.weights).toBeNull();
});

it('replaces spikes and traces together, and forgets everything with another run', () => {
  const traces = { layerId: 'a' } as unknown as Frame['traces'];
  const first = partsAfter(NO_PARTS, frame({ sample, traces, decision }));
  expect(first.activity?.traces).toBe(traces);
  expect(partsAfter(first, frame({ sample })).activity?.traces).toBeNull();
  expect(partsAfter(first, frame({ run: 2 }))).toEqual({ ...NO_PARTS, run: 2 });
});
