/** Keeps a walk short enough to be walked. */
import type { WalkPosition } from '#protocol/backward.ts';

const MOST_POSITIONS = 300;

/** Every n-th position of a longer walk, its first and last among them. */
export function capWalk(walk: readonly WalkPosition[]): {
  readonly walk: readonly WalkPosition[];
  readonly walkLength: number;
} {
  const { length } = walk;
  if (length <= MOST_POSITIONS) return { walk, walkLength: length };
  const kept = Array.from({ length: MOST_POSITIONS }, (_, i) => {
    return walk[Math.round((i * (length - 1)) / (MOST_POSITIONS - 1))];
  });
  return { walk: kept.filter((position) => position !== undefined), walkLength: length };
}
