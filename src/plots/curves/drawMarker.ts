import type { CurveSeries } from './curvesData.ts';

const RADIUS_PX = 3;

/** A filled point: round for test, square for validation. */
export function drawMarker(
  context: CanvasRenderingContext2D,
  kind: CurveSeries['kind'],
  xPx: number,
  yPx: number,
): void {
  context.beginPath();
  if (kind === 'validation') {
    context.rect(xPx - RADIUS_PX, yPx - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX);
  } else {
    context.arc(xPx, yPx, RADIUS_PX, 0, 2 * Math.PI);
  }
  context.fill();
}
