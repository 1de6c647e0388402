import { useEffect, useState } from 'react';
import type { TourStep } from './steps.ts';

/**
 * The element a step points at, followed while panels load, tabs change and popovers open, and marked
 * with `data-tour-target` for its ring.
 *
 * The document is looked at once per animation frame, and only after something in it has changed.
 */
export function useTarget({ find }: TourStep): Element | null {
  const [target, setTarget] = useState<Element | null>(null);
  useEffect(() => {
    let frame: number | null = null;
    const look = (): void => {
      frame = null;
      setTarget(find());
    };
    const schedule = (): void => {
      frame ??= requestAnimationFrame(look);
    };
    schedule();
    const observer = new MutationObserver(schedule);
    const attributeFilter = ['data-state', 'data-selected', 'data-empty'];
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter });
    return () => {
      observer.disconnect();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [find]);
  useEffect(() => {
    target?.setAttribute('data-tour-target', '');
    return () => target?.removeAttribute('data-tour-target');
  }, [target]);
  return target;
}
