/** Shapes of what flows along a connection at one time step, without time and batch axes. */

/** `[n]` for a vector, `[height, width, channels]` for feature maps. */
export type Shape = readonly [number] | readonly [number, number, number];

export function sizeOf(shape: Shape): number {
  return shape.length === 1 ? shape[0] : shape[0] * shape[1] * shape[2];
}

export function shapeLabel(shape: Shape): string {
  return shape.join(' × ');
}
