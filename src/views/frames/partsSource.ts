/** The newest parts of the frames, for every panel, also one that opens while training rests. */
import { frameSource } from '#state/frameSource.ts';
import type { Parts } from './parts.ts';
import { NO_PARTS, partsAfter } from './parts.ts';

const listeners = new Set<() => void>();
const before = frameSource.latest();
let parts: Parts = before === null ? NO_PARTS : partsAfter(NO_PARTS, before);

frameSource.subscribe((frame) => {
  parts = partsAfter(parts, frame);
  for (const listener of listeners) listener();
});

export const partsSource = {
  latest: (): Parts => parts,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
