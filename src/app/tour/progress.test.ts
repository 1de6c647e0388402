import { expect, it } from 'vitest';
import type { TourProgress } from './progress.ts';
import { afterBack, afterDoing, afterSkip, BEGINNING, STEP_IDS, stepAt } from './progress.ts';

function walk(progress: TourProgress | null): TourProgress {
  if (progress === null) throw new Error('the tour has ended');
  return progress;
}

it('goes on when what a step asks for is done, tells it, and ends after the last', () => {
  let progress: TourProgress | null = BEGINNING;
  for (const id of STEP_IDS) {
    expect(stepAt(walk(progress))).toBe(id);
    progress = afterDoing(walk(progress), id);
    if (progress !== null) expect(progress.news).toBe(id);
  }
  expect(progress).toBeNull();
});

it('takes no notice of what another step asks for', () => {
  expect(afterDoing(BEGINNING, 'share')).toBe(BEGINNING);
});

it('skips without claiming that anything was done', () => {
  const second = walk(afterSkip(BEGINNING));
  expect(second).toEqual({ at: 1, done: [], news: null });
  let last = second;
  while (last.at < STEP_IDS.length - 1) last = walk(afterSkip(last));
  expect(afterSkip(last)).toBeNull();
});

it('goes back as far as the first step and keeps what was done, which can be done again', () => {
  const second = walk(afterDoing(BEGINNING, 'train'));
  const first = afterBack(second);
  expect(first).toEqual({ at: 0, done: ['train'], news: null });
  expect(afterBack(first)).toEqual(first);
  expect(afterDoing(first, 'train')).toEqual({ at: 1, done: ['train'], news: 'train' });
});
