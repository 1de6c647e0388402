import { useEffect, useRef, useState } from 'react';
import { createPacedPaint } from '#plots/surface/pacedPaint.ts';
import { curveStore } from '#state/curveStore.ts';

/** Under the period of the frames, so that a curve is drawn with the other panels; long ones less often. */
const PACE = { leastMs: 80, share: 0.05 };

/** Calls `draw` after the curve has grown, while `isShown`; returns whether there is a curve. */
export function useCurve(isShown: boolean, draw: () => void, key: unknown): boolean {
  const [isThere, setThere] = useState(() => curveStore.count() > 0);
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    let drawnVersion = -1;
    const paint = createPacedPaint(() => {
      if (curveStore.version() === drawnVersion) return;
      drawnVersion = curveStore.version();
      latest.current();
      setThere(curveStore.count() > 0);
    }, PACE);
    paint.request();
    const stop = curveStore.subscribe(paint.request);
    return () => {
      stop();
      paint.cancel();
    };
  }, [isShown, key]);
  return isThere;
}
