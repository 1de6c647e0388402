import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** Whether any of an element can be seen: neither folded away, nor behind a tab, nor scrolled out. */
export function useIsShown(element: RefObject<HTMLElement | null>): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setShown(entries.at(-1)?.isIntersecting === true);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isShown;
}
