/**
 * Frames on their way from the training worker to the plots, outside React.
 *
 * A subscriber is called once per frame and draws in its own requestAnimationFrame. The worker sends
 * the next frame when `drawn` has resolved, so a slow page gets fewer frames, never a queue.
 */
import type { Frame } from '#protocol/frame.ts';

type FrameListener = (frame: Frame) => void;

const HIDDEN_PERIOD_MS = 1_000;
/** What drawing may take of the main thread, 0..1: a page that draws slowly gets fewer frames. */
const DRAWING_SHARE = 0.1;
/** Five pictures a second are the least that still read as live. */
const LONGEST_PERIOD_MS = 140;

const listeners = new Set<FrameListener>();
let latest: Frame | null = null;

export const frameSource = {
  subscribe(listener: FrameListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  latest: (): Frame | null => latest,
};

export function publishFrame(frame: Frame): void {
  latest = frame;
  for (const listener of listeners) listener(frame);
}

/** Resolves when the page can take another frame; a hidden page takes one a second. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') setTimeout(resolve, HIDDEN_PERIOD_MS);
    else {
      // A page hidden between the two never gets its animation frame.
      const timer = setTimeout(resolve, HIDDEN_PERIOD_MS);
      const arrivedMs = performance.now();
      // Drawings that did not fit into the first frame come in the second.
      paintMs((firstMs) => {
        paintMs((secondMs) => {
          clearTimeout(timer);
          const now = performance.now();
          const period = Math.min(LONGEST_PERIOD_MS, (firstMs + secondMs) / DRAWING_SHARE);
          setTimeout(resolve, Math.max(0, arrivedMs + period - now));
        });
      });
    }
  });
}

/** Time from the start of the next animation frame to the end of its paint. */
function paintMs(call: (ms: number) => void): void {
  requestAnimationFrame(() => {
    const startMs = performance.now();
    afterPaint(() => {
      call(performance.now() - startMs);
    });
  });
}

/** A message waits behind style, layout and paint of the frame that it is sent in. */
function afterPaint(call: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    call();
  };
  port2.postMessage(null);
}
