/**
 * A soft light that runs along a connection when new spikes of its source have arrived.
 *
 * It moves with the frames of the run, which are painted anyway. An animation of its own would make
 * the browser compose the page sixty times a second, and where there is no graphics card that takes
 * more of the processor than all plots together.
 */
import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { Frame } from '#protocol/frame.ts';
import { frameSource } from '#state/frameSource.ts';

/** Far below three a second, whatever the speed of training. */
const PERIOD_MS = 2400;
const DURATION_MS = 1200;
/** Length of the light as a share of the path. */
const LENGTH = 0.22;
/** Share of the way at either end over which the light fades. */
const FADE = 0.2;

export function usePulse(ref: RefObject<SVGPathElement | null>, sourceId: string): void {
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    let start = -Infinity;
    let isLit = false;
    return frameSource.subscribe((frame) => {
      const path = ref.current;
      if (path === null) return;
      const now = performance.now();
      const mayRun = isRunning(frame) && !still.matches;
      if (mayRun && now - start >= PERIOD_MS && hasSpiked(frame, sourceId)) start = now;
      const way = (now - start) / DURATION_MS;
      const shines = mayRun && way < 1;
      if (shines) {
        path.style.strokeDashoffset = String(LENGTH - way * (1 + LENGTH));
        path.style.opacity = String(Math.min(1, (way + FADE / 2) / FADE, (1 - way) / FADE));
      } else if (isLit) path.style.opacity = '0';
      isLit = shines;
    });
  }, [ref, sourceId]);
}

function isRunning({ status }: Frame): boolean {
  return status.phase === 'training' || status.phase === 'evaluating';
}

function hasSpiked({ layers }: Frame, sourceId: string): boolean {
  const source = layers.find((layer) => layer.id === sourceId);
  return source !== undefined && source.times.length + source.values.length > 0;
}
