import type { Frame } from '../surface/surface.ts';

export interface LineStyle {
  colour: string;
  widthPx?: number;
  dash?: readonly number[];
}

/** Strokes x, y pairs; a NaN pair lifts the pen. */
export function drawLine(
  { context }: Frame,
  path: Float64Array,
  yPx: (value: number) => number,
  style: LineStyle,
): void {
  context.beginPath();
  let down = false;
  for (let i = 0; i < path.length; i += 2) {
    const x = path[i]!;
    if (Number.isNaN(x)) {
      down = false;
      continue;
    }
    const y = yPx(path[i + 1]!);
    if (down) context.lineTo(x, y);
    else context.moveTo(x, y);
    down = true;
  }
  context.strokeStyle = style.colour;
  context.lineWidth = style.widthPx ?? 1.5;
  context.lineJoin = 'round';
  context.setLineDash([...(style.dash ?? [])]);
  context.stroke();
  context.setLineDash([]);
}
