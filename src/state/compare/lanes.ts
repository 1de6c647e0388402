/** Runs jobs a few at a time, in the order they came. */

export interface Lanes {
  add(id: string, job: () => Promise<void>): void;
  /** Takes back a job that has not begun; false when it has, or is not there. */
  takeBack(id: string): boolean;
}

/** @param limit most jobs at a time, at least 1 */
export function createLanes(limit: () => number): Lanes {
  let waiting: readonly { readonly id: string; readonly job: () => Promise<void> }[] = [];
  let busy = 0;

  function next(): void {
    const [first, ...rest] = waiting;
    if (first === undefined || busy >= Math.max(1, limit())) return;
    waiting = rest;
    busy++;
    void first
      .job()
      .catch(() => undefined)
      .finally(() => {
        busy--;
        next();
      });
    next();
  }

  return {
    add(id, job) {
      waiting = [...waiting, { id, job }];
      next();
    },
    takeBack(id) {
      const kept = waiting.filter((own) => own.id !== id);
      const wasWaiting = kept.length < waiting.length;
      waiting = kept;
      return wasWaiting;
    },
  };
}

/** One core stays with the page. */
export function laneLimit(cores: number): number {
  return Math.max(1, cores - 1);
}
