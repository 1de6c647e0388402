/** The weights between one neuron and another layer. */
export interface ConnectionData {
  /** One a source, a target or a tap of a filter. */
  values: Float32Array;
  /** Present when `values` form images, flattened as [height, width, channels]. */
  image: { height: number; width: number; channels: number } | null;
  /** What a value belongs to, in words: "neuron 12", "row 1, column 3". */
  nameOf(index: number): string;
}

export interface ConnectionOptions {
  /** Accessible name of the picture. */
  label: string;
}
