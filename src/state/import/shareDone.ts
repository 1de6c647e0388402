import type { ImportProgress } from '#protocol/import.ts';

/** Share of its phase that is done, 0..1. */
export function shareDone({ done, total }: ImportProgress): number {
  return Math.min(1, done / Math.max(1, total));
}
