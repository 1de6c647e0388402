/** Which card an arrow key leads to. Pure geometry. */
import type { Layer } from '#model/experiment.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const ALONG: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** How much a pixel across counts against a pixel along the direction. */
const ACROSS_WEIGHT = 2;

/** The nearest layer in the half plane of the direction; null when there is none. */
export function neighbour(
  layers: readonly Pick<Layer, 'id' | 'position'>[],
  fromId: string,
  direction: Direction,
): string | null {
  const start = layers.find((layer) => layer.id === fromId);
  if (start === undefined) return layers[0]?.id ?? null;
  const [alongX, alongY] = ALONG[direction];
  let best: string | null = null;
  let bestCost = Infinity;
  for (const layer of layers) {
    if (layer.id === fromId) continue;
    const dx = layer.position.x - start.position.x;
    const dy = layer.position.y - start.position.y;
    const along = dx * alongX + dy * alongY;
    if (along <= 0) continue;
    const across = Math.abs(dx * alongY) + Math.abs(dy * alongX);
    const cost = along + ACROSS_WEIGHT * across;
    if (cost < bestCost) {
      bestCost = cost;
      best = layer.id;
    }
  }
  return best;
}

export function directionOf(key: string): Direction | null {
  switch (key) {
    case 'ArrowLeft':
      return 'left';
    case 'ArrowRight':
      return 'right';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    default:
      return null;
  }
}
