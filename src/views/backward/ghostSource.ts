/** The same sample before and after the last update that a frame showed. */
import { backwardStore } from '#state/backward/backwardStore.ts';
import { frameSource } from '#state/frameSource.ts';
import type { Frame } from '#protocol/frame.ts';
import type { Activity } from '#state/frames/parts.ts';
import { partsSource } from '#state/frames/partsSource.ts';

export interface Shown {
  readonly activity: Activity;
  readonly update: number;
  readonly run: number;
}

export interface BeforeAndAfter {
  readonly before: Shown | null;
  readonly after: Shown | null;
}

const NOTHING: BeforeAndAfter = { before: null, after: null };
let latest: BeforeAndAfter = NOTHING;

/** What is kept after a frame; another run or another sample has no before. Pure. */
function afterFrame(kept: BeforeAndAfter, frame: Frame): BeforeAndAfter {
  const { sample, layers, traces, run, status } = frame;
  if (sample === null) return kept;
  const { update } = status.metrics;
  const shown: Shown = { activity: { sample, layers, traces }, update, run };
  const last = kept.after;
  const isSame =
    last !== null &&
    last.run === run &&
    last.activity.sample.split === sample.split &&
    last.activity.sample.index === sample.index &&
    last.update <= update;
  if (!isSame) return { before: null, after: shown };
  return { before: last.update < update ? last : kept.before, after: shown };
}

frameSource.subscribe((frame) => {
  latest = backwardStore.getState().showsGhost ? afterFrame(latest, frame) : NOTHING;
});

// What is on screen when the ghost is called is what the next update is compared with.
backwardStore.subscribe(({ showsGhost }, before) => {
  if (!showsGhost || before.showsGhost) return;
  const frame = frameSource.latest();
  const { activity, run } = partsSource.latest();
  if (frame === null || activity === null || run === null) return;
  latest = { before: null, after: { activity, update: frame.status.metrics.update, run } };
});

export const ghostSource = { latest: (): BeforeAndAfter => latest };
