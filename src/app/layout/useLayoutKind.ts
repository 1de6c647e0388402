import { useSyncExternalStore } from 'react';

export type LayoutKind = 'phone' | 'medium' | 'desktop';

const MEDIUM = matchMedia('(min-width: 700px)');
const DESKTOP = matchMedia('(min-width: 1100px)');

function subscribe(onChange: () => void): () => void {
  for (const query of [MEDIUM, DESKTOP]) query.addEventListener('change', onChange);
  return () => {
    for (const query of [MEDIUM, DESKTOP]) query.removeEventListener('change', onChange);
  };
}

export function readLayoutKind(): LayoutKind {
  if (DESKTOP.matches) return 'desktop';
  return MEDIUM.matches ? 'medium' : 'phone';
}

/** Which of the three arrangements fits the window. */
export function useLayoutKind(): LayoutKind {
  return useSyncExternalStore(subscribe, readLayoutKind);
}
