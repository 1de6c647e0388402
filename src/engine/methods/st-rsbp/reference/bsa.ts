/**
 * BSA, Ben's spiker algorithm, as ST-RSBP uses it for filter-bank channels (§8).
 *
 *   x: the channel, each value held for some steps and scaled
 *   k: 24 taps, exp(−(i − 12)²/25), normalised to sum 1
 *   at step i: where Σ|x − k| < Σ|x| − threshold over the taps, a spike at i + 1, and k leaves x
 *
 * Source: Schrauwen & Van Campenhout 2003, with the kernel and threshold of Zhang & Li's code.
 */
export interface BsaOptions {
  readonly taps: number;
  readonly threshold: number;
  /** Steps for which a value is held. */
  readonly hold: number;
  readonly scale: number;
  readonly steps: number;
}

/** The tap at which the kernel peaks, and its width (steps²). */
const PEAK_TAP = 12;
const WIDTH = 25;

/** Steps in which a channel spikes, in 1..T−1. */
export function bsaSpikes(values: readonly number[], options: BsaOptions): number[] {
  const { taps, threshold, hold, scale, steps } = options;
  const shape = Array.from({ length: taps }, (_, i) => Math.exp(-((i - PEAK_TAP) ** 2) / WIDTH));
  const total = shape.reduce((sum, value) => sum + value, 0);
  const kernel = shape.map((value) => value / total);
  const x = Array.from({ length: steps }, (_, t) => (values[Math.floor(t / hold)] ?? 0) * scale);
  const spikes: number[] = [];
  for (let i = 0; i + taps <= steps; i++) {
    let kept = 0;
    let reduced = 0;
    for (let tap = 0; tap < taps; tap++) {
      kept += Math.abs(x[i + tap]!);
      reduced += Math.abs(x[i + tap]! - kernel[tap]!);
    }
    if (!(reduced < kept - threshold)) continue;
    spikes.push(i + 1);
    for (let tap = 0; tap < taps; tap++) x[i + tap]! -= kernel[tap]!;
  }
  return spikes;
}
