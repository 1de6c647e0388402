import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SILENT_SECONDS, watchSigns } from './signsOfLife.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives up a worker that falls silent, once', () => {
  const [worker, onSilent] = [new EventTarget(), vi.fn()];
  watchSigns(worker, onSilent);
  vi.advanceTimersByTime(SILENT_SECONDS * 1000);
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(onSilent).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(SILENT_SECONDS * 2000);
  expect(onSilent).toHaveBeenCalledTimes(1);
});

it('leaves one alone that sends signs, however long it works', () => {
  const [worker, onSilent] = [new EventTarget(), vi.fn()];
  const stop = watchSigns(worker, onSilent);
  for (let second = 0; second < 10 * SILENT_SECONDS; second += 1) {
    worker.dispatchEvent(new Event('message'));
    vi.advanceTimersByTime(1000);
  }
  expect(onSilent).not.toHaveBeenCalled();
  stop();
  vi.advanceTimersByTime(SILENT_SECONDS * 2000);
  expect(onSilent).not.toHaveBeenCalled();
});
