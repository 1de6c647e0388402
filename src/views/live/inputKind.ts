/** How a person can make a sample of a data set. Pure. */
import type { DatasetEntry } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';

/** Drawn where samples are pictures of one channel, spoken where they are sounds, else null. */
export function inputKind(
  { hasSpikes, sound }: Pick<DatasetEntry, 'hasSpikes' | 'sound'>,
  shape: Shape,
): 'drawing' | 'sound' | null {
  if (sound !== undefined) return 'sound';
  return shape.length === 3 && shape[2] === 1 && hasSpikes !== true ? 'drawing' : null;
}
