import { useSyncExternalStore } from 'react';

export type LayoutKind = 'phone' | 'medium' | 'desktop';

const MEDIUM = '(min-width: 700px)';
const DESKTOP = '(min-width: 1100px)';

function subscribe(onChange: () => void): () => void {
  const queries = [MEDIUM, DESKTOP].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}

export function readLayoutKind(): LayoutKind {
  if (matchMedia(DESKTOP).matches) return 'desktop';
  return matchMedia(MEDIUM).matches ? 'medium' : 'phone';
}

/** Which of the three arrangements fits the window. */
export function useLayoutKind(): LayoutKind {
  return useSyncExternalStore(subscribe, readLayoutKind);
}
