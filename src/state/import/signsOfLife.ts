/** How often a worker has to show that its thread still turns. */
const CHECK_EVERY_MS = 5_000;
/** Checks without a message until it is given up. Counted, so that a computer that slept ends nothing. */
const SILENT_CHECKS = 6;

export const SILENT_SECONDS = (SILENT_CHECKS * CHECK_EVERY_MS) / 1000;

/**
 * Calls `onSilent` once when a worker that sends messages by itself sends none for `SILENT_SECONDS`: a
 * damaged file can keep a library turning for ever, and its thread no longer gets to send any.
 * @returns ends the watch
 */
export function watchSigns(worker: EventTarget, onSilent: () => void): () => void {
  let isAlive = true;
  let silentChecks = 0;
  const heard = (): void => {
    isAlive = true;
  };
  const stop = (): void => {
    clearInterval(timer);
    worker.removeEventListener('message', heard);
  };
  const timer = setInterval(() => {
    silentChecks = isAlive ? 0 : silentChecks + 1;
    isAlive = false;
    if (silentChecks < SILENT_CHECKS) return;
    stop();
    onSilent();
  }, CHECK_EVERY_MS);
  worker.addEventListener('message', heard);
  return stop;
}
