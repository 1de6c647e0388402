/** The tour while it is on; what is kept of it is only whether it is still offered. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { notify } from '#state/noticeStore.ts';
import { runStore } from '#state/runStore.ts';
import { changeSettings } from '#state/settingsStore.ts';
import { closeDialog } from '../dialogs/dialogStore.ts';
import { messages } from '../messages.ts';
import type { StepId, TourProgress } from './progress.ts';
import { afterBack, afterDoing, afterSkip, BEGINNING } from './progress.ts';

export interface TourState {
  /** Null while there is no tour. */
  readonly progress: TourProgress | null;
  /** Counts the wishes to have the focus on the bubble. */
  readonly calls: number;
}

export const tourStore = createStore<TourState>()(() => ({ progress: null, calls: 0 }));

/** Begins the tour; while it is on, moves the focus to it. Nobody is asked to train what trains. */
export function startTour(): void {
  closeDialog();
  declineTour();
  const first = runStore.getState().wantsTraining ? afterDoing(BEGINNING, 'train') : BEGINNING;
  tourStore.setState(({ progress, calls }) => ({ progress: progress ?? first, calls: calls + 1 }));
}

/** Takes the offer away for good; the tour stays in the help. */
export function declineTour(): void {
  changeSettings({ isTourOffered: false });
}

export function leaveTour(): void {
  tourStore.setState({ progress: null });
}

export const skipStep = (): void => move(afterSkip);
export const goBack = (): void => move(afterBack);
export const didStep = (id: StepId): void => move((progress) => afterDoing(progress, id));

function move(change: (progress: TourProgress) => TourProgress | null): void {
  const { progress } = tourStore.getState();
  if (progress === null) return;
  const next = change(progress);
  tourStore.setState({ progress: next });
  if (next === null) notify({ topic: 'tour', text: messages.tourEnd });
}

export function useTour<T>(select: (state: TourState) => T): T {
  return useStore(tourStore, select);
}
