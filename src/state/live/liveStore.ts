/** Samples that a person makes: whether the screen for them is open, and how often the network was right. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface Tally {
  readonly right: number;
  readonly judged: number;
}

interface LiveState {
  readonly isOpen: boolean;
  /** By data set, since the page was opened. */
  readonly tallies: Readonly<Record<string, Tally>>;
}

const NONE: Tally = { right: 0, judged: 0 };

export const liveStore = createStore<LiveState>()(() => ({ isOpen: false, tallies: {} }));

export const openLive = (): void => liveStore.setState({ isOpen: true });
export const closeLive = (): void => liveStore.setState({ isOpen: false });

export function tallyOf({ tallies }: LiveState, datasetId: string): Tally {
  return tallies[datasetId] ?? NONE;
}

/** Counts an answer that somebody has judged. */
export function judge(datasetId: string, isRight: boolean): void {
  liveStore.setState((state) => {
    const { right, judged } = tallyOf(state, datasetId);
    const tally = { right: right + Number(isRight), judged: judged + 1 };
    return { tallies: { ...state.tallies, [datasetId]: tally } };
  });
}

export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(liveStore, select);
}
