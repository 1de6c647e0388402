/** How long a phase of an import still takes, from the median pace of its last stretches. */
import type { ImportPhase, ImportProgress } from '#protocol/import.ts';
import { steadySeconds } from '../secondsLeft.ts';

const STRETCH_MS = 400;
const STRETCHES_BEFORE_FIRST = 3;
const STRETCHES_KEPT = 15;

/**
 * @param now milliseconds of a clock
 * @returns takes each report and gives the rounded seconds to the end of its phase, or null while that
 *   would be a guess
 */
export function createTimeLeft(now: () => number): (progress: ImportProgress) => number | null {
  let phase: ImportPhase | null = null;
  let stretchMs = 0;
  let stretchFrom = 0;
  let paces: number[] = [];
  let shown: number | null = null;
  return (progress) => {
    const { done, total } = progress;
    // Another file's reading begins as another phase does.
    if (progress.phase !== phase || done < stretchFrom) {
      phase = progress.phase;
      [stretchMs, stretchFrom, paces, shown] = [now(), done, [], null];
      return null;
    }
    const elapsed = now() - stretchMs;
    if (elapsed >= STRETCH_MS && done > stretchFrom) {
      paces = [...paces, elapsed / (done - stretchFrom)].slice(-STRETCHES_KEPT);
      [stretchMs, stretchFrom] = [now(), done];
    }
    if (paces.length < STRETCHES_BEFORE_FIRST) return null;
    const msEach = paces.toSorted((a, b) => a - b)[Math.floor(paces.length / 2)] ?? 0;
    shown = steadySeconds((msEach * (total - done)) / 1000, shown);
    return shown;
  };
}
