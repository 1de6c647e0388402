/** The weights of one connection. */
export interface WeightsData {
  /** Number of presynaptic neurons: columns of the picture. */
  sources: number;
  /** Number of postsynaptic neurons: rows of the picture. */
  targets: number;
  /** Shape [pre, post], row-major: weight of source s onto target t at s · targets + t. */
  values: Float32Array;
  /** Present when the sources form an image, flattened as [height, width, channels]. */
  sourceImage?: { height: number; width: number; channels: number };
  /** Where `values` is a page of a layer: index of its first target, and the number of all. */
  firstTarget?: number;
  allTargets?: number;
  /** Counts of all weights of the layer in equal bins over ±limit; of `values` when absent. */
  layer?: { counts: Uint32Array; limit: number };
}

export interface WeightsOptions {
  /** All weights as a matrix, or the incoming weights of each target as an image. */
  mode?: 'matrix' | 'fields';
  /** Colour range ±limit; the largest magnitude when absent. */
  limit?: number;
  /** Channel shown by `fields`. */
  channel?: number;
  /** Target neuron whose row or image is outlined. */
  selectedTarget?: number | null;
  onSelect?(target: number): void;
  /** The target under the pointer; null when it is left. */
  onHover?(target: number | null): void;
}
