/** A recording whose moments have moved: rows of a spectrogram, or times of spikes. */
import type { Shape } from '#model/shape.ts';

type Warp = (share: number) => number;

/** The spectrogram before the change; grows to the largest one seen. */
let copy = new Float32Array(0);

/** Fetches every row of `[times, bands, 1]` from where `warp` says, between two rows interpolated. */
export function warpRows(values: Float32Array, shape: Shape, warp: Warp): void {
  const rows = shape[0];
  const width = values.length / rows;
  if (copy.length < values.length) copy = new Float32Array(values.length);
  copy.set(values);
  const last = rows - 1;
  for (let row = 0; row < rows; row++) {
    const from = last === 0 ? 0 : last * warp(row / last);
    const above = Math.min(last, Math.floor(from));
    const below = Math.min(last, above + 1);
    const share = from - above;
    for (let j = 0; j < width; j++) {
      values[row * width + j] =
        (1 - share) * copy[above * width + j]! + share * copy[below * width + j]!;
    }
  }
}

/** Moves spikes of a recording that ends with its last spike; Infinity stays. */
export function warpTimes(timesMs: Float32Array | Float64Array, warp: Warp): void {
  let end = 0;
  for (let i = 0; i < timesMs.length; i++) {
    if (timesMs[i]! < Infinity && timesMs[i]! > end) end = timesMs[i]!;
  }
  if (end === 0) return;
  for (let i = 0; i < timesMs.length; i++) {
    if (timesMs[i]! < Infinity) timesMs[i] = end * warp(timesMs[i]! / end);
  }
}
