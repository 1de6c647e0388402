/** Work that Ctrl+C asks to end in good order; the second Ctrl+C ends the process. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  // Only once: the next one meets Node's own handler.
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/**
 * Work under a signal that also aborts after `limitMs`, when one is given.
 *
 * Not by `AbortSignal.any` and `timeout`: in Node 20 the pair can be collected before it fires
 * (nodejs/node#57736), and a run was not broken off.
 */
export async function withLimit<T>(
  signal: AbortSignal,
  limitMs: number | null,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limitMs === null) return work(signal);
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, limitMs);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
