import type { RefObject } from 'react';

/** Writes a line that changes with the frames; an equal text costs no layout. */
export function setText(element: RefObject<HTMLElement | null>, text: string): void {
  if (element.current !== null && element.current.textContent !== text) {
    element.current.textContent = text;
  }
}
