/**
 * Who wants the decision map in the frames, and how fine. Several parts of the page may show it at
 * once; the finest wish is sent, and none when nobody looks.
 */
import { setProbe } from './runStore.ts';

const wishes = new Set<{ readonly grid: number }>();

/** Asks for a map with this many points a side until the returned function is called. */
export function wishDecisionMap(grid: number): () => void {
  const wish = { grid };
  wishes.add(wish);
  send();
  return () => {
    wishes.delete(wish);
    send();
  };
}

function send(): void {
  setProbe({ decisionGrid: [...wishes].reduce((finest, { grid }) => Math.max(finest, grid), 0) });
}
