import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** Whether an element fills the screen, and the change between the two. */
export function useFullScreen(element: RefObject<HTMLElement | null>): {
  isFull: boolean;
  /** False where the browser has no full screen for elements (iPhone). */
  canFill: boolean;
  toggle(): void;
} {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const follow = (): void =>
      setFull(element.current !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, [element]);
  return {
    isFull,
    canFill: document.fullscreenEnabled,
    toggle() {
      // The browser may refuse (a frame without permission); the panel then stays as it is.
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
      else element.current?.requestFullscreen().catch(() => undefined);
    },
  };
}
