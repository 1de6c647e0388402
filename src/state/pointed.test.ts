import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pointAt, pointedStore, subjectOf } from './pointed.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  pointAt(null);
  vi.runAllTimers();
  vi.useRealTimers();
});

const view = { layerId: 'hidden', neurons: [4, 7] };
const all = (): boolean => true;

it('marks at once, and follows only when the pointer rests', () => {
  const spike = { layerId: 'hidden', neuron: 3, spikeStep: 5 };
  pointAt(spike);
  expect(pointedStore.getState()).toEqual({ pointed: spike, rested: null });
  vi.advanceTimersByTime(60);
  pointAt({ ...spike, neuron: 9 });
  vi.advanceTimersByTime(100);
  expect(pointedStore.getState().rested).toBeNull();
  vi.advanceTimersByTime(60);
  const rested = { layerId: 'hidden', neuron: 9 };
  expect(pointedStore.getState().rested).toEqual(rested);

  // Another spike of the same neuron asks for nothing new.
  const before = pointedStore.getState().rested;
  pointAt({ ...spike, neuron: 9, spikeStep: 8 });
  vi.runAllTimers();
  expect(pointedStore.getState().rested).toBe(before);
  pointAt(null);
  expect(pointedStore.getState().pointed).toBeNull();
  expect(pointedStore.getState().rested).toEqual(rested);
  vi.runAllTimers();
  expect(pointedStore.getState().rested).toBeNull();
});

it('is about the neuron chosen last, where nothing is pointed at', () => {
  const focus = { layerId: 'hidden', neuron: 7 };
  expect(subjectOf(view, null, all)).toEqual({ ...view, focus, isPointed: false });
  expect(subjectOf({ ...view, neurons: [] }, null, all).focus).toBeNull();
});

it('shows what is pointed at beside the chosen neurons of its layer, or instead of those of another', () => {
  const own = subjectOf(view, { layerId: 'hidden', neuron: 2 }, all);
  expect(own).toMatchObject({ neurons: [4, 7, 2], isPointed: true });
  const chosen = subjectOf(view, { layerId: 'hidden', neuron: 4 }, all);
  expect(chosen).toMatchObject({ neurons: [4, 7], focus: { neuron: 4 } });
  const full = { layerId: 'hidden', neurons: [1, 2, 3, 4, 5, 6, 7, 8] };
  expect(subjectOf(full, { layerId: 'hidden', neuron: 9 }, all).neurons).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  const other = { layerId: 'readout', neuron: 1 };
  expect(subjectOf(view, other, all)).toMatchObject({ layerId: 'readout', neurons: [1] });
});

it('leaves the membranes of the chosen layer while an input is pointed at', () => {
  const input = { layerId: 'input', neuron: 1 };
  const subject = subjectOf(view, input, (layerId) => layerId !== 'input');
  expect(subject).toEqual({ ...view, focus: input, isPointed: true });
});
