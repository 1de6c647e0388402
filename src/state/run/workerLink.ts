/** A training worker that is started when first asked, and given up when it dies. */
import { runMessages } from './messages.ts';
import type { OpenTraining, TrainingCalls, TrainingConnection } from './trainingClient.ts';

/** A question stayed open because its worker died; `onLost` has told the page already. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

export interface WorkerLink {
  /** An answer of the worker; rejects with `WorkerLost` when it dies before answering. */
  ask<T>(question: (worker: TrainingCalls) => Promise<T>): Promise<T>;
  /** Ends the worker as if it had died. */
  abandon(reason: string): void;
}

export interface WorkerLinkEvents {
  onFrame(buffer: ArrayBuffer): Promise<void>;
  /** The worker died; `often` when this was the third time within a minute. */
  onLost(reason: string, often: boolean): void;
}

const CRASH_WINDOW_MS = 60_000;
const CRASH_LIMIT = 3;

export function createWorkerLink(open: OpenTraining, events: WorkerLinkEvents): WorkerLink {
  let connection: TrainingConnection | null = null;
  let lost: Promise<never> = new Promise(() => undefined);
  let giveUp: (error: Error) => void = () => undefined;
  let crashes: readonly number[] = [];

  const onLost = (reason: string): void => {
    connection = null;
    giveUp(new WorkerLost(`${runMessages.lost} (${reason})`));
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    const often = crashes.length >= CRASH_LIMIT;
    if (often) crashes = [];
    events.onLost(reason, often);
  };

  const connect = (): TrainingConnection => {
    lost = new Promise<never>((_, reject) => (giveUp = reject));
    // With no question open, nobody needs to hear of the rejection.
    lost.catch(() => undefined);
    connection = open({ onFrame: events.onFrame, onLost });
    return connection;
  };

  return {
    ask: (question) => {
      const { calls } = connection ?? connect();
      return Promise.race([question(calls), lost]);
    },
    abandon(reason) {
      if (connection === null) return;
      connection.close();
      onLost(reason);
    },
  };
}
