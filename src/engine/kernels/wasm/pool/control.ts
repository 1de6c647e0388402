/**
 * The block of shared memory through which a pool hands out parts of a job.
 *
 * Indices are Int32 words; words that different threads write often lie on cache lines of their own.
 * Arguments follow as float64, `MAX_ARGUMENTS` a part.
 */
export const WORD = {
  /** Grows with every job; helpers without work wait for it. */
  job: 0,
  /** Parts that nobody has taken; at or below 0 between jobs, so that a late helper takes none. */
  remaining: 16,
  /** Parts done; the caller waits for it to reach `parts`. */
  done: 32,
  /** Helpers that wait, and whether the caller does: nobody is woken without need. */
  sleepers: 48,
  callerWaits: 49,
  parts: 64,
  kernel: 65,
  arguments: 66,
  scratchAt: 67,
  scratchBytes: 68,
  /** One word a part: 1 when it is done. */
  finished: 80,
} as const;

export const MAX_PARTS = 64;
export const MAX_ARGUMENTS = 32;

const ARGUMENT_BYTES = 4 * (WORD.finished + MAX_PARTS);

export interface Control {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  readonly values: Float64Array;
}

export function createControl(): Control {
  return controlOn(new SharedArrayBuffer(ARGUMENT_BYTES + 8 * MAX_PARTS * MAX_ARGUMENTS));
}

export function controlOn(buffer: SharedArrayBuffer): Control {
  return {
    buffer,
    words: new Int32Array(buffer, 0, WORD.finished + MAX_PARTS),
    values: new Float64Array(buffer, ARGUMENT_BYTES),
  };
}

/** The next part for this thread, or −1 when all are taken. */
export function takePart(words: Int32Array): number {
  // Looking first keeps idle helpers from counting down without end.
  if (Atomics.load(words, WORD.remaining) <= 0) return -1;
  const left = Atomics.sub(words, WORD.remaining, 1);
  return left > 0 ? Atomics.load(words, WORD.parts) - left : -1;
}

/** Looks for at most so many ms whether a condition has come true. */
export function spin(isTrue: () => boolean, ms: number): boolean {
  const end = performance.now() + ms;
  do {
    for (let look = 0; look < LOOKS; look++) if (isTrue()) return true;
  } while (performance.now() < end);
  return false;
}

const LOOKS = 256;
