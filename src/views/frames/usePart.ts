import { useEffect, useRef, useState } from 'react';
import { cancelPaint, onNextPaint } from '#plots/surface/paintPass.ts';
import type { Parts } from '#state/frames/parts.ts';
import { partsSource } from '#state/frames/partsSource.ts';

/**
 * Gives a part of the frames to `draw` whenever it has changed, once per animation frame and only
 * while `isShown`; again when `key` changes. Returns whether there is such a part.
 *
 * Animation frames do not come on a hidden page, so nothing is drawn there.
 */
export function usePart<T>(
  isShown: boolean,
  select: (parts: Parts) => T | null,
  draw: (part: T | null) => void,
  key: unknown,
): boolean {
  const [isThere, setThere] = useState(() => select(partsSource.latest()) !== null);
  const latest = useRef({ select, draw });
  useEffect(() => {
    latest.current = { select, draw };
  });
  useEffect(() => {
    if (!isShown) return undefined;
    let last: T | null | undefined;
    const show = (): void => {
      const part = latest.current.select(partsSource.latest());
      if (part === last) return;
      last = part;
      latest.current.draw(part);
      setThere(part !== null);
    };
    const schedule = (): void => {
      onNextPaint(show);
    };
    schedule();
    const stop = partsSource.subscribe(schedule);
    return () => {
      cancelPaint(show);
      stop();
    };
  }, [isShown, key]);
  return isThere;
}
