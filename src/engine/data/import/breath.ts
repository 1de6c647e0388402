import { createYield } from '../../yieldNow.ts';

const WORK_MS = 100;

/**
 * Lets timers and messages in when work has lasted: a worker that never does is taken for one that
 * turns for ever, and ended.
 * @returns to be called after each piece of work; what it gives, if anything, is to be awaited
 */
export function createBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  let yieldNow: (() => Promise<void>) | null = null;
  const pause = async (): Promise<void> => {
    yieldNow ??= createYield();
    await yieldNow();
    since = performance.now();
  };
  return () => (performance.now() - since < WORK_MS ? undefined : pause());
}
