/** A soft light that runs along a connection when new spikes of its source have arrived. */
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { frameSource } from '#state/frameSource.ts';

/**
 * Far below three a second, whatever the speed of training. While a light runs the page paints sixty
 * frames a second on the core that draws everything else, so most of the time there is none.
 */
const PERIOD_MS = 2400;
const DURATION_MS = 620;
/** Length of the light as a share of the path. */
const LENGTH = 0.22;

export function usePulse(ref: RefObject<SVGPathElement | null>, sourceId: string): void {
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    let last = -Infinity;
    return frameSource.subscribe((frame) => {
      const path = ref.current;
      const now = performance.now();
      if (path === null || still.matches || now - last < PERIOD_MS) return;
      if (frame.status.phase !== 'training') return;
      const source = frame.layers.find((layer) => layer.id === sourceId);
      if (source === undefined || source.times.length + source.values.length === 0) return;
      last = now;
      path.animate(
        [
          { strokeDashoffset: LENGTH, opacity: 0 },
          { opacity: 1, offset: 0.2 },
          { opacity: 1, offset: 0.8 },
          { strokeDashoffset: -1, opacity: 0 },
        ],
        { duration: DURATION_MS, easing: 'ease-out' },
      );
    });
  }, [ref, sourceId]);
}
