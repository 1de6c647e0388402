import { beforeEach, expect, it } from 'vitest';
import type { Frame } from '#protocol/frame.ts';
import { publishFrame } from '../frameSource.ts';
import {
  closeSlowMotion,
  seekSlowMotion,
  shownPresentation,
  slowMotionStore,
  stepSlowMotion,
  toggleSlowMotion,
} from './slowMotionStore.ts';

const now = () => slowMotionStore.getState();

/** A sample of some steps of 2 ms, in which one neuron fires once. */
function show(steps: number): void {
  const sample = { split: 'test', index: 0, label: 0, prediction: 0, steps, dtMs: 2 };
  const layer = { id: 'hidden', size: 3, neurons: Uint32Array.of(1), times: Float32Array.of(4) };
  publishFrame({ sample, layers: [{ ...layer, values: new Float32Array(0) }] } as unknown as Frame);
}

beforeEach(() => {
  closeSlowMotion();
  show(10);
});

it('begins at the start when it is asked to, and stays where it was paused', () => {
  expect(now().isOn).toBe(false);
  toggleSlowMotion();
  expect(now()).toMatchObject({ isOn: true, isPlaying: true, tMs: 0, speed: 0.005 });
  seekSlowMotion(7);
  toggleSlowMotion();
  expect(now()).toMatchObject({ isPlaying: false, tMs: 7 });
});

it('shows the start on the first step, then goes on and back, and pauses', () => {
  stepSlowMotion(1);
  expect(now()).toMatchObject({ isOn: true, tMs: 0 });
  toggleSlowMotion();
  stepSlowMotion(1);
  stepSlowMotion(1);
  expect(now()).toMatchObject({ isPlaying: false, tMs: 4 });
  stepSlowMotion(-1);
  expect(now().tMs).toBe(2);
});

it('plays again from the start where it has ended, and never leaves the sample', () => {
  toggleSlowMotion();
  toggleSlowMotion();
  seekSlowMotion(1000);
  expect(now().tMs).toBe(20);
  toggleSlowMotion();
  expect(now()).toMatchObject({ isPlaying: true, tMs: 0 });
});

it('keeps the last sample when a frame brings none, and takes the next one', () => {
  publishFrame({ sample: null, layers: [] } as unknown as Frame);
  expect(shownPresentation()?.steps).toBe(10);
  show(4);
  expect(shownPresentation()?.spikeTimes).toHaveLength(1);
  stepSlowMotion(1);
  seekSlowMotion(1000);
  expect(now().tMs).toBe(8);
});
