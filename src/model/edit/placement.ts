/** Where new cards go on the canvas, in CSS pixels of the document. */
import type { Experiment, Layer } from '../experiment.ts';
import { withLayers } from './parts.ts';

/** Distance between the left edges of neighbouring cards. */
export const COLUMN_PX = 296;
/** Cards nearer than this in y are in each other's way. */
const ROW_PX = 200;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The place right of a layer, and of everything that already stands there in the same row. */
export function placeAfter(experiment: Experiment, layer: Layer): Place {
  const { y } = layer.position;
  let x = layer.position.x + COLUMN_PX;
  const inRow = experiment.network.layers
    .filter((other) => other.id !== layer.id && Math.abs(other.position.y - y) < ROW_PX)
    .map((other) => other.position.x)
    .sort((a, b) => a - b);
  for (const taken of inRow) {
    if (Math.abs(taken - x) < COLUMN_PX) x = taken + COLUMN_PX;
  }
  return { x, y };
}

/** Moves every layer at or right of `fromX` to the right by `byPx`. */
export function pushRight(experiment: Experiment, fromX: number, byPx: number): Experiment {
  if (byPx <= 0) return experiment;
  return withLayers(
    experiment,
    experiment.network.layers.map((layer) =>
      layer.position.x < fromX
        ? layer
        : { ...layer, position: { ...layer.position, x: layer.position.x + byPx } },
    ),
  );
}
