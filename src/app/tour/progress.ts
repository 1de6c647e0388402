/** Where a person is in the tour, and what of it they have done. Pure. */

export const STEP_IDS = ['train', 'spike', 'layer', 'error', 'method', 'share'] as const;

export type StepId = (typeof STEP_IDS)[number];

export interface TourProgress {
  /** Index of the step that is shown. */
  readonly at: number;
  readonly done: readonly StepId[];
  /** The step that was done just now; the next one begins by saying what came of it. */
  readonly news: StepId | null;
}

export const BEGINNING: TourProgress = { at: 0, done: [], news: null };

export const stepAt = ({ at }: TourProgress): StepId => STEP_IDS[at] ?? STEP_IDS[0];

/** After the person did what a step asks for: the next step, null after the last. Other steps wait. */
export function afterDoing(progress: TourProgress, id: StepId): TourProgress | null {
  if (stepAt(progress) !== id) return progress;
  const done = progress.done.includes(id) ? progress.done : [...progress.done, id];
  return at(progress.at + 1, { done, news: id });
}

/** The next step without doing this one, null after the last. */
export function afterSkip({ at: now, done }: TourProgress): TourProgress | null {
  return at(now + 1, { done, news: null });
}

/** The step before; from the first there is no way back. */
export function afterBack({ at: now, done }: TourProgress): TourProgress {
  return { at: Math.max(0, now - 1), done, news: null };
}

function at(index: number, rest: Omit<TourProgress, 'at'>): TourProgress | null {
  return index < STEP_IDS.length ? { at: index, ...rest } : null;
}
