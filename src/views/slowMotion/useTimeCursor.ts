import { useEffect } from 'react';
import { seekSlowMotion, slowMotionStore } from '#state/slowMotion/slowMotionStore.ts';
import { timeLink } from '../frames/timeLink.ts';

/**
 * Makes the cursor of all time axes the hand of the clock.
 *
 * While the clock rests, pointing into a chart sets it; while it plays, it goes its own way.
 */
export function useTimeCursor(): void {
  useEffect(() => {
    let isOurs = false;
    const show = (): void => {
      const { tMs } = slowMotionStore.getState();
      isOurs = true;
      timeLink.setCursor(tMs);
      keepInSight(tMs);
      isOurs = false;
    };
    const stopClock = slowMotionStore.subscribe((now, before) => {
      if (now.tMs !== before.tMs) show();
    });
    const stopLink = timeLink.subscribe((change) => {
      if (isOurs || change !== 'cursor') return;
      const pointedMs = timeLink.cursor();
      // What was pointed at is left: the hand comes back.
      if (pointedMs === null) show();
      else if (!slowMotionStore.getState().isPlaying) seekSlowMotion(pointedMs);
    });
    show();
    return () => {
      stopClock();
      stopLink();
      timeLink.setCursor(null);
    };
  }, []);
}

/** Where only a stretch of time is shown, it goes on with the hand as a page is turned. */
function keepInSight(tMs: number): void {
  const { start, end } = timeLink.window();
  if (tMs >= start && tMs <= end) return;
  const length = end - start;
  if (tMs > end) timeLink.setWindow({ start: tMs, end: tMs + length });
  else timeLink.setWindow({ start: tMs - length, end: tMs });
}
