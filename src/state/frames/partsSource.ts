/** The newest parts of the frames, for every panel, also one that opens while training rests. */
import { experimentStore } from '../experimentStore.ts';
import { frameSource } from '../frameSource.ts';
import { latestStatistics } from '../statistics/historySource.ts';
import type { Parts } from './parts.ts';
import { NO_PARTS, partsAfter } from './parts.ts';

const listeners = new Set<() => void>();
const before = frameSource.latest();
// Statistics come without being asked for; everything else is sent when a panel wishes it.
let parts: Parts =
  before === null ? NO_PARTS : partsAfter(NO_PARTS, { ...before, statistics: latestStatistics() });

const hasIssues = (): boolean => experimentStore.getState().analysis.issues.length > 0;

function tell(): void {
  for (const listener of listeners) listener();
}

frameSource.subscribe((frame) => {
  parts = partsAfter(parts, frame);
  tell();
});

let hadIssues = hasIssues();
experimentStore.subscribe(() => {
  if (hasIssues() === hadIssues) return;
  hadIssues = !hadIssues;
  tell();
});

export const partsSource = {
  /** Nothing while the network is impossible: what a former network did would pass for its work. */
  latest: (): Parts => (hasIssues() ? NO_PARTS : parts),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
