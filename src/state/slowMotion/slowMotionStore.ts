/**
 * One sample's spikes as they happen: where the clock is, whether it runs, and how fast.
 *
 * It is a way of looking at the spikes that the last frame brought. The worker knows nothing of it,
 * and the clock never starts by itself.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LayerActivity, SampleResult } from '#protocol/frame.ts';
import { frameSource } from '../frameSource.ts';
import type { Timeline } from './clock.ts';
import { durationOf, fittingSpeed, momentBeside } from './clock.ts';

export interface SlowMotionState {
  readonly isOn: boolean;
  readonly isPlaying: boolean;
  /** Model time since the sample's beginning. */
  readonly tMs: number;
  /** Model time in a unit of real time; null until the first sample was looked at. */
  readonly speed: number | null;
}

export interface Presentation extends Timeline {
  readonly sample: SampleResult;
  readonly layers: readonly LayerActivity[];
}

const OFF: SlowMotionState = { isOn: false, isPlaying: false, tMs: 0, speed: null };

export const slowMotionStore = createStore<SlowMotionState>()(() => OFF);

let presentation: Presentation | null = null;

function take(frame: ReturnType<typeof frameSource.latest>): void {
  if (frame === null || frame.sample === null) return;
  const { sample, layers } = frame;
  const { steps, dtMs } = sample;
  presentation = { sample, layers, steps, dtMs, spikeTimes: layers.map(({ times }) => times) };
}
take(frameSource.latest());
frameSource.subscribe(take);

/** The presentation that the clock runs through; null before the first sample. */
export const shownPresentation = (): Presentation | null => presentation;

/** Begins at the start of the sample and waits; false where it was on. */
function open(shown: Presentation): boolean {
  const { isOn, speed } = slowMotionStore.getState();
  if (isOn) return false;
  const fitting = speed ?? fittingSpeed(durationOf(shown));
  slowMotionStore.setState({ isOn: true, isPlaying: false, tMs: 0, speed: fitting });
  return true;
}

/** Plays from where the clock is, at the end from the start; or pauses. */
export function toggleSlowMotion(): void {
  if (presentation === null) return;
  open(presentation);
  const endMs = durationOf(presentation);
  slowMotionStore.setState(({ isPlaying, tMs }) => ({
    isPlaying: !isPlaying,
    tMs: !isPlaying && tMs >= endMs ? 0 : tMs,
  }));
}

export function pauseSlowMotion(): void {
  slowMotionStore.setState({ isPlaying: false });
}

/** One simulation step, or in continuous time one spike, on or back; the first shows the start. */
export function stepSlowMotion(direction: 1 | -1): void {
  const shown = presentation;
  if (shown === null || open(shown)) return;
  slowMotionStore.setState(({ tMs }) => ({
    isPlaying: false,
    tMs: momentBeside(tMs, direction, shown),
  }));
}

export function seekSlowMotion(tMs: number): void {
  if (presentation === null) return;
  const within = Math.max(0, Math.min(durationOf(presentation), tMs));
  slowMotionStore.setState({ tMs: within });
}

export function setSpeed(speed: number): void {
  slowMotionStore.setState({ speed });
}

export function closeSlowMotion(): void {
  slowMotionStore.setState({ isOn: false, isPlaying: false });
}

export function useSlowMotion<T>(select: (state: SlowMotionState) => T): T {
  return useStore(slowMotionStore, select);
}
