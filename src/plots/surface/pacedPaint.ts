import { cancelPaint, onNextPaint } from './paintPass.ts';

export interface Pace {
  /** Least time from one drawing to the next, ms. */
  readonly leastMs: number;
  /** Share of the time that drawing may take, 0..1: what costs more is drawn less often. */
  readonly share: number;
}

export interface PacedPaint {
  /** Draws in the next paint pass, or in the first one after the rest. */
  request(): void;
  cancel(): void;
}

/** A drawing that keeps to a pace; the last request is always drawn. */
export function createPacedPaint(draw: () => void, { leastMs, share }: Pace): PacedPaint {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let restUntil = -Infinity;

  const show = (): void => {
    const start = performance.now();
    draw();
    const cost = performance.now() - start;
    restUntil = start + Math.max(leastMs, cost / share);
  };
  return {
    request() {
      if (timer !== null) return;
      const rest = restUntil - performance.now();
      // At once when rested: a timer would miss the frame that the other panels draw in.
      if (rest <= 0) onNextPaint(show);
      else {
        timer = setTimeout(() => {
          timer = null;
          onNextPaint(show);
        }, rest);
      }
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      cancelPaint(show);
    },
  };
}
