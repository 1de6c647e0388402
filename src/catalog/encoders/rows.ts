/**
 * Rows of a sample shown one after another: of a spectrogram its times, of an image its lines.
 *
 *   row at step t = ⌊t·F/T⌋      F rows, T steps
 */
import type { Presented } from '#model/catalog.ts';
import type { ParamValues } from '#model/params.ts';
import { flag, flagParam } from '#model/params.ts';
import type { Shape } from '#model/shape.ts';

export const rowsInTime = flag({
  label: 'Rows one after another',
  default: false,
  changesShape: true,
  help: 'Whether the rows of a sample are shown in turn, so that the network hears a sound or reads an image line by line.',
});

/** For encoders that always read row by row; a list is one row. */
export function rowsOf(sample: Shape): Presented {
  return sample.length === 1
    ? { frames: 1, shape: sample }
    : { frames: sample[0], shape: [sample[1] * sample[2]] };
}

/** As the flag `rowsInTime` says; the values of a list come one after another. */
export function presentRows(sample: Shape, params: ParamValues): Presented {
  if (!flagParam(params, 'rowsInTime')) return { frames: 1, shape: sample };
  return sample.length === 1 ? { frames: sample[0], shape: [1] } : rowsOf(sample);
}

export function rowAt(step: number, steps: number, frames: number): number {
  return Math.floor((step * frames) / steps);
}

/** Steps in which a row is shown, at least one. */
export function windowOf(
  row: number,
  steps: number,
  frames: number,
): { readonly from: number; readonly length: number } {
  const from = Math.min(steps - 1, Math.ceil((row * steps) / frames));
  const end = Math.min(steps, Math.ceil(((row + 1) * steps) / frames));
  return { from, length: Math.max(1, end - from) };
}

/** Mean over the steps of each row: `[steps, n]` to `[frames, n]`. */
export function averageRows(
  encoded: Float32Array,
  steps: number,
  frames: number,
  values: Float32Array,
): void {
  const n = values.length / frames;
  for (let row = 0; row < frames; row++) {
    const { from, length } = windowOf(row, steps, frames);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let step = from; step < from + length; step++) sum += encoded[step * n + j]!;
      values[row * n + j] = sum / length;
    }
  }
}
