import { expect, test } from 'vitest';
import { cancelPaint, onNextPaint } from './paintPass.ts';

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

test('what a pass asks for is drawn in the same frame, after what waited before', async () => {
  const calls: string[] = [];
  const plot = (): void => void calls.push('plot');
  onNextPaint(() => {
    calls.push('first panel');
    onNextPaint(plot);
  });
  onNextPaint(() => {
    calls.push('second panel');
    onNextPaint(plot);
  });
  await nextFrame();
  expect(calls).toEqual(['first panel', 'second panel', 'plot']);
});

test('what would make a frame late is drawn in the next, oldest first', async () => {
  const calls: string[] = [];
  const slow = (name: string) => () => {
    calls.push(name);
    const end = performance.now() + 20;
    while (performance.now() < end);
  };
  onNextPaint(slow('first'));
  onNextPaint(slow('second'));
  onNextPaint(slow('third'));
  await nextFrame();
  expect(calls).toEqual(['first']);
  onNextPaint(slow('asked for later'));
  await nextFrame();
  expect(calls).toEqual(['first', 'second']);
  await nextFrame();
  await nextFrame();
  expect(calls).toEqual(['first', 'second', 'third', 'asked for later']);
});

test('what asks for itself again gets one call a frame', async () => {
  let calls = 0;
  const glide = (): void => {
    calls += 1;
    if (calls < 3) onNextPaint(glide);
  };
  onNextPaint(glide);
  await nextFrame();
  expect(calls).toBe(1);
  await nextFrame();
  await nextFrame();
  await nextFrame();
  expect(calls).toBe(3);
});

test('a cancelled call does not come, and one that throws holds nobody up', async () => {
  const calls: string[] = [];
  const gone = (): void => void calls.push('gone');
  const failures: string[] = [];
  const listen = (event: ErrorEvent): void => {
    event.preventDefault();
    failures.push(event.message);
  };
  window.addEventListener('error', listen);
  onNextPaint(gone);
  onNextPaint(() => {
    throw new Error('damaged');
  });
  onNextPaint(() => calls.push('next'));
  cancelPaint(gone);
  await nextFrame();
  await nextFrame();
  await nextFrame();
  window.removeEventListener('error', listen);
  expect(calls).toEqual(['next']);
  expect(failures.join()).toContain('damaged');
});
