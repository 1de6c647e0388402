import { describe, expect, it } from 'vitest';
import { withLimit } from './interruptible.ts';

const aborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'));
  });

describe('withLimit', () => {
  it('aborts when the time is up, and when it was told to before', async () => {
    expect(await withLimit(new AbortController().signal, 5, aborted)).toBe('aborted');
    const outer = new AbortController();
    const work = withLimit(outer.signal, 60_000, aborted);
    outer.abort();
    expect(await work).toBe('aborted');
  });

  it('leaves work alone that ends in time', async () => {
    const signals: AbortSignal[] = [];
    const work = async (signal: AbortSignal): Promise<number> => {
      signals.push(signal);
      return 7;
    };
    expect(await withLimit(new AbortController().signal, 5, work)).toBe(7);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(signals[0]?.aborted).toBe(false);
  });
});
