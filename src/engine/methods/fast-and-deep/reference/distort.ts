import { toMultiple } from '#catalog/effects/rounding.ts';

/**
 * Weights as a substrate with limited weights would have them (§7, §12): into [−limit, limit], then to
 * the nearest multiple of `step`, halves to even. The update is that of the undistorted weights
 * (straight through).
 * @param step 0 keeps them exact
 */
export function distortedWeights(weights: Float64Array, limit: number, step: number): Float64Array {
  return weights.map((weight) => {
    const clipped = Math.min(limit, Math.max(-limit, weight));
    return step > 0 ? toMultiple(clipped, step) : clipped;
  });
}
