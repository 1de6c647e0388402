import { lazy, Suspense } from 'react';
import { useTour } from './tourStore.ts';

const TourBubble = lazy(async () => ({ default: (await import('./TourBubble.tsx')).TourBubble }));

/** The tour, while somebody takes it. */
export function Tour() {
  const progress = useTour((state) => state.progress);
  if (progress === null) return null;
  return (
    <Suspense fallback={null}>
      <TourBubble progress={progress} />
    </Suspense>
  );
}
