import type { AxisLink } from '../axis/axisLink.ts';

/** What a readout makes of one sample as time passes. */
export interface OutputData {
  readonly classNames: readonly string[];
  /** Class that the network names; −1 for none. */
  readonly answer: number;
  readonly label: number;
  readonly durationMs: number;
  readonly activity: OutputActivity;
  /** First spike of each class in ms, NaN where it has none; empty for membranes. */
  readonly firstMs: Float32Array;
  readonly decisionMs: number | null;
}

export type OutputActivity =
  /** Score of each class at the end of each step, `classes × steps`. */
  | { readonly kind: 'scores'; readonly values: Float32Array; readonly dtMs: number }
  /** Spikes by class, ordered by time; the score is their number so far. */
  | { readonly kind: 'counts'; readonly classes: Uint32Array; readonly timesMs: Float64Array }
  /** The first to fire is the answer. */
  | { readonly kind: 'firstSpikes' };

export interface OutputOptions {
  /** Shared time axis, ms; its own when none is given. */
  readonly link?: AxisLink;
  readonly label: string;
  readonly timeTitle: string;
  readonly scoreTitle: string;
  readonly classTitle: string;
  readonly decisionMark: string;
  readonly labelMark: string;
  /** The picture in words. */
  summary(): string;
}

/** The score of a class over time as ms, value pairs; a count stands until its next spike. */
export function scorePath({ activity, durationMs }: OutputData, k: number): Float64Array {
  if (activity.kind === 'firstSpikes') return new Float64Array(0);
  if (activity.kind === 'scores') {
    const { values, dtMs } = activity;
    const steps = Math.round(durationMs / dtMs);
    return Float64Array.from({ length: 2 * steps }, (_, i) =>
      i % 2 === 0 ? (i / 2 + 1) * dtMs : values[k * steps + (i - 1) / 2]!,
    );
  }
  const path = [0, 0];
  let count = 0;
  activity.timesMs.forEach((time, i) => {
    if (activity.classes[i] !== k) return;
    path.push(time, count, time, ++count);
  });
  return Float64Array.from([...path, durationMs, count]);
}
