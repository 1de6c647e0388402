import type { Rgb } from '../colour/rgb.ts';
import { mixRgb, packRgb } from '../colour/rgb.ts';

/** Saturation of an undecided and of a certain cell. */
const LEAST_SHARE = 0.08;
const MOST_SHARE = 0.72;

/** Index of the largest of `classes` scores from an offset on, the first of equals. */
export function argMax(scores: Float32Array, offset: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c += 1) if (scores[offset + c]! > scores[offset + best]!) best = c;
  return best;
}

/** 0 when all classes are equally likely, 1 when one is certain. */
export function confidence(probability: number, classes: number): number {
  const chance = 1 / classes;
  return classes > 1 ? Math.max(0, Math.min(1, (probability - chance) / (1 - chance))) : 1;
}

/** Paints the field with y upwards: hue is the likeliest class, strength its confidence. */
export function paintField(
  scores: Float32Array,
  gridSize: number,
  classes: number,
  colours: { ground: Rgb; categories: readonly Rgb[] },
  pixels: Uint32Array,
): void {
  for (let row = 0; row < gridSize; row += 1) {
    for (let column = 0; column < gridSize; column += 1) {
      const offset = (row * gridSize + column) * classes;
      const best = argMax(scores, offset, classes);
      const share =
        LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * confidence(scores[offset + best]!, classes);
      const colour = colours.categories[best % colours.categories.length]!;
      pixels[(gridSize - 1 - row) * gridSize + column] = packRgb(
        mixRgb(colours.ground, colour, share),
      );
    }
  }
}

/** How far a class leads over the best other one at each cell: positive inside its area. */
export function classMargin(
  scores: Float32Array,
  gridSize: number,
  classes: number,
  of: number,
): Float64Array {
  return Float64Array.from({ length: gridSize * gridSize }, (_, cell) => {
    let other = -Infinity;
    for (let c = 0; c < classes; c += 1)
      if (c !== of) other = Math.max(other, scores[cell * classes + c]!);
    return scores[cell * classes + of]! - other;
  });
}

/** Share of the field that each class takes. */
export function classShares(scores: Float32Array, gridSize: number, classes: number): number[] {
  const cells = gridSize * gridSize;
  const counts = Array.from({ length: classes }, () => 0);
  for (let cell = 0; cell < cells; cell += 1) {
    const best = argMax(scores, cell * classes, classes);
    counts[best] = counts[best]! + 1;
  }
  return counts.map((count) => count / cells);
}
