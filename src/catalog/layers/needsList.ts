/** Fully connected layers take lists; feature maps have to be flattened on purpose. */
import type { Refusal } from '#model/catalog.ts';
import type { Shape } from '#model/shape.ts';
import { shapeLabel, sizeOf } from '#model/shape.ts';

/** Why the shape is no list, or null when it is one. */
export function needsList(shape: Shape, what: string): Refusal | null {
  if (shape.length === 1) return null;
  return {
    reason: `A ${what} layer takes a list; this input is maps of ${shapeLabel(shape)}.`,
    remedy: `Insert Flatten to make a list of ${sizeOf(shape)}.`,
    fix: { kind: 'insertLayer', layerKind: 'flatten' },
  };
}
