import { useEffect, useRef, useState } from 'react';
import { curveStore } from '#state/curveStore.ts';

/** More redraws a second than this nobody can follow. */
const LEAST_PERIOD_MS = 100;
/** A redraw may take this share of the time: long curves are drawn less often. */
const DRAWING_SHARE = 0.05;

/** Calls `draw` after the curve has grown, while `isShown`; returns whether there is a curve. */
export function useCurve(isShown: boolean, draw: () => void, key: unknown): boolean {
  const [isThere, setThere] = useState(() => curveStore.count() > 0);
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let request = 0;
    let restUntil = 0;
    let drawnVersion = -1;
    const show = (): void => {
      request = 0;
      if (curveStore.version() === drawnVersion) return;
      drawnVersion = curveStore.version();
      const start = performance.now();
      latest.current();
      const cost = performance.now() - start;
      restUntil = start + Math.max(LEAST_PERIOD_MS, cost / DRAWING_SHARE);
      setThere(curveStore.count() > 0);
    };
    const schedule = (): void => {
      timer ??= setTimeout(
        () => {
          timer = null;
          request ||= requestAnimationFrame(show);
        },
        Math.max(0, restUntil - performance.now()),
      );
    };
    schedule();
    const stop = curveStore.subscribe(schedule);
    return () => {
      stop();
      cancelAnimationFrame(request);
      if (timer !== null) clearTimeout(timer);
    };
  }, [isShown, key]);
  return isThere;
}
