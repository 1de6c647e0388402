import { useEffect } from 'react';
import { cancelPaint, onNextPaint } from '#plots/surface/paintPass.ts';
import { frameSource } from '#state/frameSource.ts';
import { runStore } from '#state/runStore.ts';
import { advanced, durationOf, momentBeside } from '#state/slowMotion/clock.ts';
import {
  pauseSlowMotion,
  seekSlowMotion,
  shownPresentation,
  slowMotionStore,
  useSlowMotion,
} from '#state/slowMotion/slowMotionStore.ts';

/** Where motion is reduced the clock jumps: two steps a second stay below three flashes a second. */
const STILL_PERIOD_MS = 500;

export const isMotionReduced = (): boolean =>
  matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Moves the clock while it plays, once a picture; out of sight there are no pictures, and it waits. */
export function useClock(): void {
  const isPlaying = useSlowMotion((state) => state.isPlaying);
  useEffect(() => {
    if (!isPlaying) return undefined;
    return isMotionReduced() ? runInSteps() : run();
  }, [isPlaying]);
}

/**
 * While training runs the clock moves with its frames, which are painted anyway: sixty pictures a second
 * of its own would take the processor from the training.
 */
function run(): () => void {
  let before = performance.now();
  const tick = (): void => {
    const now = performance.now();
    const shown = shownPresentation();
    const { tMs, speed, isPlaying } = slowMotionStore.getState();
    if (shown === null || speed === null || !isPlaying) return;
    const next = advanced(tMs, now - before, speed, shown);
    before = now;
    seekSlowMotion(next.tMs);
    if (next.hasEnded) pauseSlowMotion();
    else if (!runStore.getState().wantsTraining) request();
  };
  const request = (): void => onNextPaint(tick);
  request();
  const stopFrames = frameSource.subscribe(request);
  const stopRun = runStore.subscribe((run, { wantsTraining }) => {
    if (run.wantsTraining !== wantsTraining) request();
  });
  return () => {
    stopFrames();
    stopRun();
    cancelPaint(tick);
  };
}

function runInSteps(): () => void {
  const timer = setInterval(() => {
    const shown = shownPresentation();
    if (shown === null) return;
    const { tMs } = slowMotionStore.getState();
    const next = momentBeside(tMs, 1, shown);
    if (next > tMs) seekSlowMotion(next);
    else {
      seekSlowMotion(durationOf(shown));
      pauseSlowMotion();
    }
  }, STILL_PERIOD_MS);
  return () => clearInterval(timer);
}
