/**
 * One pass a frame for everything that draws.
 *
 * What is asked for while a pass runs still belongs to it: a panel that takes its data and the plot
 * that draws them share one frame. Two frames would be composed and rastered twice, and where the
 * browser paints in software that costs more than the drawing. Only a pass that would make its frame
 * late leaves the rest to the next one.
 */

/** Style, layout and paint of all panels take about as long again, and a frame lasts 16.7 ms. */
const BUDGET_MS = 5;

const waiting = new Set<() => void>();
let request = 0;

/** Calls `draw` in the pass of the next animation frame, or in the running one, once. */
export function onNextPaint(draw: () => void): void {
  waiting.add(draw);
  schedule();
}

export function cancelPaint(draw: () => void): void {
  waiting.delete(draw);
}

function schedule(): void {
  request ||= requestAnimationFrame(pass);
}

function pass(): void {
  const done = new Set<() => void>();
  const endMs = performance.now() + BUDGET_MS;
  try {
    // A set visits what is added on the way; what asks for itself again waits for the next frame.
    for (const draw of waiting) {
      if (done.has(draw)) continue;
      waiting.delete(draw);
      done.add(draw);
      draw();
      if (performance.now() >= endMs) break;
    }
  } finally {
    request = 0;
    if (waiting.size > 0) schedule();
  }
}
