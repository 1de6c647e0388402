/** Lets the worker's status into the store at most ten times a second, the last one always. */
import type { StoreApi } from 'zustand/vanilla';
import type { RunStatus } from '#protocol/training.ts';
import { notify } from '../noticeStore.ts';
import type { RunState } from './runState.ts';

const PERIOD_MS = 100;

export interface StatusGate {
  /** A status that may be held back until the period is over. */
  offer(status: RunStatus): void;
  /** The answer to a command: shown at once. */
  put(status: RunStatus): void;
  /** Forgets what is held back: it belongs to a run that is gone. */
  clear(): void;
}

export function createStatusGate(store: StoreApi<RunState>): StatusGate {
  let waiting: RunStatus | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let said: string | null = null;

  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    waiting = null;
  };

  const write = (status: RunStatus): void => {
    store.setState({ status, phase: status.phase });
    if (status.notice !== null && status.notice !== said) {
      notify({ tone: 'warning', topic: 'worker', text: status.notice, lastsMs: 20_000 });
    }
    said = status.notice;
  };

  return {
    clear,
    put(status) {
      clear();
      write(status);
    },
    offer(status) {
      if (timer !== null) {
        waiting = status;
        return;
      }
      write(status);
      timer = setTimeout(() => {
        timer = null;
        if (waiting !== null) write(waiting);
        waiting = null;
      }, PERIOD_MS);
    },
  };
}
