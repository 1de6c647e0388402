/** Pictures taken apart and put together at other places. */
import type { Shape } from '#model/shape.ts';

/** The picture before a change; grows to the largest one seen. */
let copy = new Float32Array(0);

/**
 * Writes to every pixel what lay at another place, between pixels interpolated from the four around;
 * beyond the border lies background.
 *
 *   out(y, x) = in(y + Δy, x + Δx)
 *
 * @param values `[height, width, channels]`, changed in place
 * @param offsets Δy and Δx of every pixel in pixels, `[height × width]` each
 */
export function resample(
  values: Float32Array,
  [height = 1, width = 1, channels = 1]: Shape,
  offsets: { readonly y: Float32Array; readonly x: Float32Array },
): void {
  if (copy.length < values.length) copy = new Float32Array(values.length);
  copy.set(values);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const pixel = row * width + column;
      const y = row + offsets.y[pixel]!;
      const x = column + offsets.x[pixel]!;
      const top = Math.floor(y);
      const left = Math.floor(x);
      const [down, right] = [y - top, x - left];
      const isIn = top >= 0 && top < height;
      const isBelowIn = top + 1 >= 0 && top + 1 < height;
      const isLeftIn = left >= 0 && left < width;
      const isRightIn = left + 1 >= 0 && left + 1 < width;
      const at = (top * width + left) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const from = at + channel;
        const below = from + width * channels;
        let value = 0;
        if (isIn && isLeftIn) value += (1 - down) * (1 - right) * copy[from]!;
        if (isIn && isRightIn) value += (1 - down) * right * copy[from + channels]!;
        if (isBelowIn && isLeftIn) value += down * (1 - right) * copy[below]!;
        if (isBelowIn && isRightIn) value += down * right * copy[below + channels]!;
        values[pixel * channels + channel] = value;
      }
    }
  }
}
