/** Who wants the statistics of layers in the frames; none are made when nobody does. */
import { setProbe } from './runStore.ts';

const wishes = new Set<symbol>();

/** Asks for statistics until the returned function is called. */
export function wishStatistics(): () => void {
  const wish = Symbol('statistics');
  wishes.add(wish);
  send();
  return () => {
    wishes.delete(wish);
    send();
  };
}

function send(): void {
  setProbe({ statistics: wishes.size > 0 });
}
