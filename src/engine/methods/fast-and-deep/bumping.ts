/**
 * Weight bumping, which wakes silent neurons where no gradient can (§6).
 *
 * The first layer whose share of (sample, neuron) pairs without a spike exceeds its bound gets its
 * weights raised, and the batch's optimiser step is left out. Bumped again in the next batch, the same
 * layer gets twice as much.
 *
 * Source: Göltz, Kriener et al., Nature Machine Intelligence 3 (2021).
 */
export interface BumpSettings {
  /** First bump of a layer. */
  readonly value: number;
  /** Largest share of missing spikes that is tolerated, layer by layer, the output last. */
  readonly maxMissing: readonly number[];
  /** Whether a repeated bump doubles. */
  readonly exponential: boolean;
  /** Whether only neurons that missed a spike are raised, not the whole layer. */
  readonly targeted: boolean;
}

/** What one batch leaves behind for the next. */
export interface BumpState {
  /** Layer bumped in the last batch; −1 for none. */
  readonly layer: number;
  /** Size of the last bump. */
  readonly value: number;
}

export const NO_BUMP: BumpState = { layer: -1, value: 0 };

/**
 * @param missing spikes that each neuron of each layer missed in the batch, in samples
 * @returns the layer to bump (−1: none, the optimiser steps) and by how much
 */
export function nextBump(
  missing: readonly ArrayLike<number>[],
  batchSize: number,
  before: BumpState,
  settings: BumpSettings,
): BumpState {
  const layer = missing.findIndex((counts, l) => {
    let sum = 0;
    for (let j = 0; j < counts.length; j++) sum += counts[j]!;
    return sum / (batchSize * counts.length) > settings.maxMissing[l]!;
  });
  if (layer < 0) return { layer, value: before.value };
  const again = settings.exponential && before.layer === layer;
  return { layer, value: again ? 2 * before.value : settings.value };
}

/**
 * Raises the incoming weights, biases included, of the neurons concerned.
 * @param weights rows of `stride` values, one for each input
 * @param missing of the layer's neurons
 */
export function bumpWeights(
  weights: Float64Array,
  stride: number,
  missing: ArrayLike<number>,
  by: number,
  targeted: boolean,
): void {
  for (let row = 0; row < weights.length; row += stride) {
    for (let j = 0; j < missing.length; j++) {
      if (targeted && missing[j]! === 0) continue;
      weights[row + j] = weights[row + j]! + by;
    }
  }
}
