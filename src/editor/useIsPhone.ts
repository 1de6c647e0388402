/** Whether the page is too narrow for a canvas; follows the window. */
import { useSyncExternalStore } from 'react';

const QUERY = '(max-width: 699px)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(QUERY);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(QUERY).matches);
}
