/**
 * A way to let waiting messages in without the delay that timers have (4 ms when nested).
 *
 * The promise resolves in a task of its own, behind messages that are already queued.
 */
export function createYield(): () => Promise<void> {
  const channel = new MessageChannel();
  let resume: (() => void) | null = null;
  channel.port1.onmessage = () => resume?.();
  return () =>
    new Promise((resolve) => {
      resume = resolve;
      channel.port2.postMessage(null);
    });
}
