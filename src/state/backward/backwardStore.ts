/**
 * The backward pass on screen: which was computed last, where the walk stands, and what shows it.
 *
 * It is computed on request, and while somebody looks at most once a second and for a small share of
 * the time, because the worker that explains is the one that trains.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BackwardPass, WalkPosition } from '#protocol/backward.ts';
import { experimentStore } from '../experimentStore.ts';
import { explainSample, runStore } from '../runStore.ts';

export interface BackwardState {
  readonly pass: BackwardPass | null;
  readonly isBusy: boolean;
  /** Why there is no pass; null otherwise. */
  readonly problem: string | null;
  readonly position: number;
  readonly isPlaying: boolean;
  /** Errors are drawn into the raster and along the connections. */
  readonly showsErrors: boolean;
  /** Spikes and membranes of the update before are drawn with those after it. */
  readonly showsGhost: boolean;
}

export const backwardStore = createStore<BackwardState>()(() => ({
  pass: null,
  isBusy: false,
  problem: null,
  position: 0,
  isPlaying: false,
  showsErrors: false,
  showsGhost: false,
}));

/** Share of the worker's time that explaining may take while training runs. */
const SHARE = 0.02;
const LEAST_PERIOD_MS = 1000;

/** When the last pass had been computed, and how long that took. */
let last = { endMs: -Infinity, costMs: 0 };

/** Explains the chosen sample with the weights as they are; keeps the place in the walk. */
export async function refreshBackward(): Promise<void> {
  if (backwardStore.getState().isBusy) return;
  backwardStore.setState({ isBusy: true });
  const startMs = performance.now();
  try {
    const { split, sampleIndex } = experimentStore.getState().experiment.view;
    const pass = await explainSample({ split, sampleIndex });
    const { position } = backwardStore.getState();
    const end = Math.max(0, pass.walk.length - 1);
    backwardStore.setState({ pass, problem: null, position: Math.min(position, end) });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    backwardStore.setState({ pass: null, problem, isPlaying: false });
  } finally {
    const endMs = performance.now();
    last = { endMs, costMs: endMs - startMs };
    backwardStore.setState({ isBusy: false });
  }
}

/** The same; while training runs, only when enough time has passed since the last. */
export function refreshWhenDue(): void {
  const restMs = Math.max(LEAST_PERIOD_MS, last.costMs / SHARE);
  const mayDisturb = !runStore.getState().wantsTraining;
  if (mayDisturb || performance.now() >= last.endMs + restMs) void refreshBackward();
}

/** What belonged to another run or another sample is not shown for this one. */
export function forgetPass(): void {
  backwardStore.setState({ pass: null, problem: null, position: 0, isPlaying: false });
}

/** Goes to a position of the walk, or to its nearer end. */
export function walkTo(position: number): void {
  const { pass } = backwardStore.getState();
  const last = Math.max(0, (pass?.walk.length ?? 0) - 1);
  backwardStore.setState({ position: Math.max(0, Math.min(last, position)) });
}

export function setPlaying(isPlaying: boolean): void {
  const { pass, position } = backwardStore.getState();
  if (isPlaying && position >= (pass?.walk.length ?? 0) - 1) walkTo(0);
  backwardStore.setState({ isPlaying });
}

export function setShowsErrors(showsErrors: boolean): void {
  backwardStore.setState({ showsErrors });
}

export function setShowsGhost(showsGhost: boolean): void {
  backwardStore.setState({ showsGhost });
}

/** Where the walk stands; null without one. */
export function positionOf({ pass, position }: BackwardState): WalkPosition | null {
  return pass?.walk[position] ?? null;
}

export interface ConnectionError {
  /** Size of the error that comes this way beside the largest of the network, 0..1. */
  readonly share: number;
  /** Whether the walk stands at the layer it comes from. */
  readonly isHere: boolean;
}

/** The error that flows back along a connection; null while none is shown. */
export function connectionError(
  state: BackwardState,
  connection: { readonly id: string; readonly source: string; readonly target: string },
): ConnectionError | null {
  const { pass, showsErrors } = state;
  if (pass === null || !showsErrors) return null;
  const { id, source, target } = connection;
  const largest = pass.gradients.reduce((most, { norm }) => Math.max(most, norm), 0);
  const names = [`${target}/weights/${id}`, source === target ? `${target}/recurrent` : ''];
  const own =
    pass.gradients.find((gradient) => names.includes(gradient.id)) ??
    pass.gradients.find((gradient) => gradient.id === `${target}/weights`);
  const share = own === undefined || largest === 0 ? 0 : own.norm / largest;
  return { share, isHere: positionOf(state)?.layerId === target };
}

export function useBackward<T>(select: (state: BackwardState) => T): T {
  return useStore(backwardStore, select);
}
